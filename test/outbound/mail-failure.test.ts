import { expect, test } from 'vitest';
import { mailFailure } from '../../src/outbound/mail.ts';
import { openMailbox } from '../mailbox.ts';

test('a mail server is asked whether it takes letters, and why it does not is said without an address', async () => {
	const mailbox = await openMailbox();
	expect(await mailFailure(mailbox.url)).toBeNull();
	await mailbox.close();
	expect(await mailFailure(mailbox.url)).toMatch(/^the mail server: .*ECONNREFUSED/);
});

test('a mail server that does not know the password is said to refuse it', async () => {
	const mailbox = await openMailbox({
		...{ authOptional: false, allowInsecureAuth: true },
		onAuth: (_auth, _session, done) => done(new Error('nobody knows ann@example.com')),
	});
	const failure = await mailFailure(mailbox.url.replace('smtp://', 'smtp://ann:secret@'));
	expect(failure).toContain('nobody knows an address');
	expect(failure).not.toContain('secret');
	await mailbox.close();
});
