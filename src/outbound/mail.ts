import nodemailer from 'nodemailer';
import type { Letter } from '../domain/notices/letter.ts';

/** So many letters go out at the same time, each through a connection of its own that is used again. */
export const CONNECTIONS = 5;
/** For a server to be there at all. In ms. */
const PATIENCE = 10_000;
/** Somebody waits for the page that says how the server is. In ms. */
const GLANCE = 2_000;
/** RFC 5321 §4.5.3.2.6: a server may think for ten minutes before it takes a letter; whoever leaves before gets it there twice. */
export const LETTER_TAKES = 10 * 60_000;

export type OutgoingLetter = Letter & { to: string };

/** How a letter ended: null where the server took it. */
export interface MailFailure {
	/** In words without any address. */
	words: string;
	/** What the server answered; null where it did not. */
	status: number | null;
	/** Does it refuse this address, and will it tomorrow? (RFC 5321 §4.2.1: 5yz) */
	isRefusal: boolean;
}

export interface MailOutlet {
	send: (letter: OutgoingLetter) => Promise<MailFailure | null>;
	close: () => void;
}

/**
 * @param url such as `smtp://user:password@mail.example.com:587`; a server elsewhere has to speak TLS, unless the address says `?ignoreTLS=true`
 * @param from such as `Status <status@example.com>`
 */
export function openMail(url: string, from: string): MailOutlet {
	const transport = nodemailer.createTransport(
		{
			...{ url: withTls(url), pool: true, maxConnections: CONNECTIONS, maxMessages: 500 },
			...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: LETTER_TAKES, dnsTimeout: PATIENCE },
			// Whatever a letter says, no file and no address is read for it.
			...{ disableFileAccess: true, disableUrlAccess: true },
		},
		{ from },
	);
	return {
		send: async ({ references, list, ...letter }) => {
			const thread = references === null ? {} : { references, inReplyTo: references };
			// It ends the connection, too: nothing goes out later of which we said that it did not.
			const signal = AbortSignal.timeout(LETTER_TAKES);
			try {
				await transport.sendMail({ ...letter, ...thread, ...(list && { list }), signal });
				return null;
			} catch (error) {
				return failureOf(error as SmtpError, letter.to);
			}
		},
		close: () => transport.close({ force: true }),
	};
}

/** Why a mail server takes no letters from us now, in words without any address; null where it does. */
export async function mailFailure(url: string): Promise<string | null> {
	const patience = { connectionTimeout: GLANCE, greetingTimeout: GLANCE, socketTimeout: GLANCE, dnsTimeout: GLANCE };
	const transport = nodemailer.createTransport({ url: withTls(url), ...patience });
	try {
		await transport.verify();
		return null;
	} catch (error) {
		return failureOf(error as SmtpError, null).words;
	} finally {
		transport.close();
	}
}

interface SmtpError extends Error {
	code?: string;
	command?: string;
	responseCode?: number;
	response?: string;
}

/** @param to whom it was for; null for nobody yet */
function failureOf({ code, command, responseCode, response, message }: SmtpError, to: string | null): MailFailure {
	const plain = (response ?? message).replaceAll(/\p{Cc}+/gu, ' ');
	const named = to === null ? plain : plain.replaceAll(to, 'the address');
	const masked = named.replaceAll(/\S+@\S+/g, 'an address');
	const said = to === null ? masked : masked.replaceAll(to.split('@')[0] as string, '…');
	const status = responseCode ?? null;
	// It was asked for TLS, and does not know what that is.
	if (command === 'STARTTLS' || code === 'ETLS')
		return {
			words: 'the mail server speaks no TLS; `?ignoreTLS=true` at the end of SMTP_URL allows that',
			status: null,
			isRefusal: false,
		};
	return {
		words: `the mail server: ${said.slice(0, 300)}`,
		status,
		isRefusal: command === 'RCPT TO' && status !== null && isOfAddress(status, said),
	};
}

/**
 * Is it the address that is refused for good? RFC 3463 §3.2, §3.3: x.1.x and x.2.x are of the address and its mailbox. Where
 * the server does not say so, what is about us, our letters or our way to it blames nobody.
 */
function isOfAddress(status: number, said: string): boolean {
	const [, subject] = /\b5\.(\d{1,3})\.\d{1,3}\b/.exec(said) ?? [];
	if (subject !== undefined) return status >= 500 && (subject === '1' || subject === '2');
	return [550, 551, 553].includes(status) && !/relay|polic|block|spam|auth|denied|spf|dkim|dmarc|sender/i.test(said);
}

/** On this machine nobody listens in between. */
function withTls(url: string): string {
	const parsed = new URL(url);
	const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
	const { searchParams } = parsed;
	if (!isHere && searchParams.get('ignoreTLS') !== 'true') searchParams.set('requireTLS', 'true');
	return parsed.href;
}
