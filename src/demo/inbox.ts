import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server on this machine that keeps what it takes, and shows it: nothing leaves. */
export interface Inbox {
	/** For SMTP_URL. */
	smtpUrl: string;
	/** Where its letters are read. */
	address: string;
}

interface Letter {
	to: string;
	mail: ParsedMail;
}

export async function startInbox(): Promise<Inbox> {
	const letters: Letter[] = [];
	const taking = new SMTPServer({
		...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true },
		onData: (stream, { envelope }, done) => {
			simpleParser(stream).then((mail) => {
				letters.unshift({ to: envelope.rcptTo[0]?.address ?? '', mail });
				done();
			}, done);
		},
	});
	taking.on('error', () => {});
	await new Promise<void>((resolve) => taking.listen(0, '127.0.0.1', resolve));
	taking.server.unref();
	const showing = createServer(({ url = '/' }, response) => show(letters, url, response));
	await new Promise<void>((resolve) => showing.listen(0, '127.0.0.1', resolve));
	showing.unref();
	return {
		smtpUrl: `smtp://127.0.0.1:${portOf(taking.server)}`,
		address: `http://127.0.0.1:${portOf(showing)}/`,
	};
}

function portOf(server: { address: () => unknown }): number {
	return (server.address() as AddressInfo).port;
}

function show(letters: readonly Letter[], url: string, response: ServerResponse): void {
	response.setHeader('content-type', 'text/html; charset=utf-8');
	const position = /^\/(\d+)$/.exec(url)?.[1];
	// The newest has the highest number: a number stays, however many come.
	const letter = position === undefined ? undefined : letters.at(letters.length - 1 - Number(position));
	if (letter) response.end(typeof letter.mail.html === 'string' ? letter.mail.html : escaped(letter.mail.text ?? ''));
	else response.end(listOf(letters));
}

/** By thread, as a mail program shows them: what is told of one incident stands together. */
function listOf(letters: readonly Letter[]): string {
	const numbered = letters.map((letter, index) => ({ ...letter, number: letters.length - 1 - index }));
	const threads = Map.groupBy(numbered, ({ to, mail, number }) => `${to} ${mail.references ?? number}`);
	const items = [...threads.values()].map((thread) => {
		const [newest] = thread;
		const lines = thread.map(
			({ mail, number }) =>
				`<li><a href="/${number}" target="letter">${escaped((mail.text ?? '').split('\n')[0] ?? '')}</a></li>`,
		);
		return `<section><h2>${escaped(newest?.mail.subject ?? '')}</h2><p>${escaped(newest?.to ?? '')}</p><ul>${lines.join('')}</ul></section>`;
	});
	return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><meta name="viewport" content="width=device-width"><title>Inbox of the demo</title><style>:root{color-scheme:light dark}body{max-width:40em;margin:2em auto;padding:0 1em;font:16px/1.5 system-ui,sans-serif}h2{margin:1.5em 0 0;font-size:1.1em}p,ul{margin:.2em 0}p{opacity:.75}</style><h1>Inbox of the demo</h1>${items.join('') || '<p>No letters yet.</p>'}</html>`;
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
