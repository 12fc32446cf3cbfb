import nodemailer from 'nodemailer';

/** So many letters go out at the same time, each through a connection of its own that is used again. */
export const CONNECTIONS = 5;
/** For each step, and for a letter as a whole. In ms. */
const PATIENCE = 10_000;
const WHOLE_PATIENCE = 45_000;

export interface OutgoingLetter {
	to: string;
	subject: string;
	text: string;
	html: string;
	headers: Record<string, string>;
	list: { id: { url: string; comment: string }; unsubscribe: string } | null;
	messageId: string;
	references: string | null;
}

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
			...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE, dnsTimeout: PATIENCE },
			// Whatever a letter says, no file and no address is read for it.
			...{ disableFileAccess: true, disableUrlAccess: true },
		},
		{ from },
	);
	return {
		send: async ({ references, list, ...letter }) => {
			const thread = references === null ? {} : { references, inReplyTo: references };
			try {
				const sending = transport.sendMail({ ...letter, ...thread, ...(list && { list }) });
				await within(WHOLE_PATIENCE, sending);
				return null;
			} catch (error) {
				return failureOf(error as SmtpError, letter.to);
			}
		},
		close: () => transport.close(),
	};
}

/** A server that answers a little all the time is slower than any. */
async function within(millis: number, sending: Promise<unknown>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const tooLong = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('it takes too long')), millis);
	});
	try {
		await Promise.race([sending, tooLong]);
	} finally {
		clearTimeout(timer);
	}
}

interface SmtpError extends Error {
	code?: string;
	command?: string;
	responseCode?: number;
	response?: string;
}

function failureOf({ code, command, responseCode, response, message }: SmtpError, to: string): MailFailure {
	const said = (response ?? message).replaceAll(to, 'the address').replaceAll(/\S+@\S+/g, 'an address');
	const status = responseCode ?? null;
	// Of a password that is wrong, or of a letter that is too long, no address is to blame.
	const isOfAddress = code === 'EENVELOPE' || command === 'RCPT TO';
	return {
		words: `the mail server: ${said.slice(0, 300)}`,
		status,
		isRefusal: isOfAddress && status !== null && status >= 500,
	};
}

/** On this machine nobody listens in between. */
function withTls(url: string): string {
	const parsed = new URL(url);
	const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
	const { searchParams } = parsed;
	if (!isHere && !searchParams.has('ignoreTLS') && !searchParams.has('requireTLS'))
		searchParams.set('requireTLS', 'true');
	return parsed.href;
}
