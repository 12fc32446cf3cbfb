import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail server that keeps what it takes, and answers as it is told. */
export interface Mailbox {
	url: string;
	/** In the order in which they came. */
	letters: (ParsedMail & { recipient: string })[];
	close: () => Promise<void>;
}

/** Takes all, unless the options say otherwise. */
export async function openMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
	const letters: Mailbox['letters'] = [];
	const server = new SMTPServer({
		...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true },
		onData: (stream, session, done) => {
			simpleParser(stream).then((letter) => {
				const recipient = session.envelope.rcptTo[0]?.address ?? '';
				letters.push({ ...letter, recipient });
				done();
			}, done);
		},
		...options,
	});
	server.on('error', () => {});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const { port } = server.server.address() as AddressInfo;
	return {
		...{ url: `smtp://127.0.0.1:${port}`, letters },
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
}
