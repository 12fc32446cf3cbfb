import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/commands/new-id.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { letIn, PASSWORD, shutOut, startConsole, Visitor } from '../console-site.ts';
import { tamper } from '../databases.ts';
import { openTestProvider, type TestProvider } from '../identity-provider.ts';
import { type Mailbox, openMailbox } from '../mailbox.ts';
import type { TestServer } from '../server.ts';

const client = { id: 'vigente', secret: 'a secret only for tests' };
let server: TestServer;
let company: TestProvider;
let mailbox: Mailbox;
/** What a browser keeps for the company. */
let cookies: Map<string, string>;

beforeAll(async () => {
	[company, mailbox] = await Promise.all([openTestProvider(), openMailbox()]);
	server = await startConsole({
		env: {
			OIDC_ISSUER: company.issuer,
			OIDC_CLIENT_ID: client.id,
			OIDC_CLIENT_SECRET: client.secret,
			OIDC_NAME: 'Acme',
			...{ SMTP_URL: mailbox.url, MAIL_FROM: 'Status <status@example.com>' },
		},
	});
	company.serve({ ...client, redirectUri: `${server.url}/admin/company/back` });
});
afterAll(async () => {
	await server.stop();
	await company.close();
	await mailbox.close();
});
beforeEach(() => {
	cookies = new Map();
});

/** Leaves by the link, and signs in at the company. @returns the path to which it sends back */
async function leave(visitor: Visitor, path = '/admin/company?to=/en/admin/me'): Promise<string> {
	const left = await visitor.get(path);
	let next = left.headers.get('location') ?? '';
	while (next.startsWith(company.issuer)) {
		const answer = await fetch(next, {
			redirect: 'manual',
			headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
		});
		for (const cookie of answer.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			cookies.set(name, value);
		}
		next = new URL(answer.headers.get('location') ?? '', next).href;
	}
	return next.slice(server.url.length);
}

/** Somebody who was added, and has the same address at the company. */
async function employee(role: 'staff' | 'admin' = 'staff'): Promise<{ email: string; subject: string }> {
	const email = await letIn(server, role);
	const subject = `employee-${newId()}`;
	company.employee = { subject, email, email_verified: true };
	return { email, subject };
}

async function isIn(visitor: Visitor): Promise<boolean> {
	return (await visitor.get('/admin')).status === 200;
}

test('whoever was added comes in by their company, with their role, and lands where they wanted to go', async () => {
	const { email } = await employee();
	const visitor = new Visitor(server);
	expect(await (await visitor.get('/en/admin/sign-in')).text()).toContain('Sign in with Acme');
	const back = await visitor.get(await leave(visitor));
	expect([back.status, back.headers.get('location')]).toEqual([303, '/en/admin/me']);
	expect(await (await visitor.get('/en/admin/me')).text()).toContain(
		`You are signed in as ${email}, with the role “staff”`,
	);
	expect((await visitor.get('/admin/people')).status).toBe(403);
});

describe('nobody comes in', () => {
	const refusedWith = async (who: Partial<TestProvider['employee']>, words: string) => {
		company.employee = { subject: `employee-${newId()}`, ...who };
		const visitor = new Visitor(server);
		const back = await visitor.get(await leave(visitor));
		expect([back.status, await isIn(visitor)]).toEqual([403, false]);
		expect(await back.text()).toContain(words);
	};

	test('whom nobody has added, and they are told so', () =>
		refusedWith({ email: 'stranger@example.com', email_verified: true }, 'Nobody has added stranger@example.com'));

	test('by an address that their company does not vouch for', async () => {
		const email = await letIn(server, 'admin');
		await refusedWith({ email, email_verified: false }, `Acme has not verified the e-mail ${email}`);
		await refusedWith({ email }, `Acme has not verified the e-mail ${email}`);
	});

	test('without an address', () => refusedWith({}, 'Acme does not say which e-mail you have'));

	test('by an address that went to somebody else there', async () => {
		const { email } = await employee();
		const first = new Visitor(server);
		await first.get(await leave(first));
		cookies.clear();
		await refusedWith({ email, email_verified: true }, `${email} came in with another account of Acme before`);
	});

	test('any more who was removed', async () => {
		const { email } = await employee();
		const visitor = new Visitor(server);
		await visitor.get(await leave(visitor));
		await shutOut(server, email);
		expect(await isIn(visitor)).toBe(false);
		expect((await visitor.get(await leave(visitor))).status).toBe(403);
	});
});

test('whoever came before is known by their account there, whatever their address has become', async () => {
	const { subject } = await employee();
	const visitor = new Visitor(server);
	await visitor.get(await leave(visitor));
	cookies.clear();
	company.employee = { subject, email: 'married@example.com', email_verified: true };
	const again = new Visitor(server);
	expect((await again.get(await leave(again))).status).toBe(303);
	expect(await isIn(again)).toBe(true);
});

describe('a callback opens nothing', () => {
	test.each<[string, (back: string) => string]>([
		['of another state', (back) => back.replace(/state=[^&]*/, 'state=forged')],
		['of another issuer', (back) => back.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Fevil.example')],
		['with another code', (back) => back.replace(/code=[^&]*/, 'code=forged')],
		['without a code', () => '/admin/company/back'],
		['that says what the company refused', () => '/admin/company/back?error=access_denied'],
	])('%s', async (_, forged) => {
		await employee();
		const visitor = new Visitor(server);
		const back = await leave(visitor);
		const answer = await visitor.get(forged(back));
		expect([answer.status, await isIn(visitor)]).toEqual([422, false]);
		expect(await answer.text()).toContain('Begin again.');
		// What was kept for it is gone.
		expect([(await visitor.get(back)).status, await isIn(visitor)]).toEqual([422, false]);
	});

	test('in a browser that has not left, so that nobody is signed in as somebody else by a link', async () => {
		await employee();
		const back = await leave(new Visitor(server));
		const victim = new Visitor(server);
		expect([(await victim.get(back)).status, await isIn(victim)]).toEqual([422, false]);
		const other = new Visitor(server);
		await leave(other);
		expect([(await other.get(back)).status, await isIn(other)]).toEqual([422, false]);
	});

	test('twice', async () => {
		await employee();
		const visitor = new Visitor(server);
		const back = await leave(visitor);
		expect((await visitor.get(back)).status).toBe(303);
		visitor.cookies.clear();
		expect([(await visitor.get(back)).status, await isIn(visitor)]).toEqual([422, false]);
	});
});

test('each sign-in is another session, and the one before is over', async () => {
	await employee();
	const visitor = new Visitor(server);
	await visitor.get(await leave(visitor));
	const before = new Visitor(server);
	for (const [name, value] of visitor.cookies) before.cookies.set(name, value);
	await visitor.get(await leave(visitor));
	expect([await isIn(before), await isIn(visitor)]).toEqual([false, true]);
});

test('what is delicate asks the company for a new proof, and what was sent is gone on with', async () => {
	await employee('admin');
	const visitor = new Visitor(server);
	await visitor.get(await leave(visitor));
	const engine = await openExistingEngine(server.databaseUrl, 'writing');
	await tamper(engine, 'UPDATE sessions SET proved_at = proved_at - 1200000').finally(() => engine.close());
	const asked = await (
		await visitor.post('/en/admin/people', { key: 'let-in', email: 'new@example.com', role: 'staff' })
	).text();
	const link = /href="([^"]*\/admin\/company\?[^"]*)" target="_blank"/
		.exec(asked)?.[1]
		?.replaceAll('&amp;', '&')
		.replaceAll('&#38;', '&');
	expect([asked.includes('prove again'), asked.includes('new@example.com')]).toEqual([true, true]);
	const before = company.proofs;
	const back = await visitor.get(await leave(visitor, link));
	expect([company.proofs, back.headers.get('location')]).toEqual([before + 1, '/en/admin/sign-in?there']);
	expect(await (await visitor.get('/en/admin/sign-in?there')).text()).toContain('Close this tab');
	const added = await visitor.post('/en/admin/people', { key: 'let-in', email: 'new@example.com', role: 'staff' });
	expect(await added.text()).toContain('new@example.com gets a link by mail');
});

test('the password of whoever has one still opens, and nobody is led elsewhere', async () => {
	const email = await letIn(server, 'staff');
	const visitor = new Visitor(server);
	await visitor.post('/admin/sign-in', { email, password: PASSWORD });
	expect(await isIn(visitor)).toBe(true);
	await employee();
	const led = new Visitor(server);
	const back = await led.get(await leave(led, `/admin/company?to=//evil-${randomInt(9)}.example`));
	expect(back.headers.get('location')).toBe('/admin');
});

describe('where letters are sent', () => {
	const path = '/en/admin/forgotten';
	const letterTo = async (email: string) => {
		// Others tell what changed of how they sign in, and may come before it or after it.
		const found = () =>
			mailbox.letters
				.filter(({ recipient }) => recipient === email)
				.flatMap(({ text = '' }) => /link=([\w.-]+)/.exec(text)?.[1] ?? [])
				.at(-1) ?? '';
		await expect.poll(found).not.toBe('');
		return found();
	};

	test('whoever forgot their password gets a link, and nobody learns whose address is known', async () => {
		const email = await letIn(server, 'staff');
		const ask = async (address: string) => {
			const answer = await new Visitor(server).post(path, { email: address });
			const page = (await answer.text()).replaceAll(address, 'X').replaceAll(/<time.*?<\/time>/g, '');
			return [answer.status, page, [...answer.headers.keys()].join()];
		};
		const known = await ask(email);
		expect(await ask('nobody@example.com')).toEqual(known);
		expect(known[1]).toContain('If X may use this console, the link is on its way');
		const visitor = new Visitor(server);
		const link = await letterTo(email);
		expect((await visitor.post('/admin/password', { link, password: 'otra frase bastante larga' })).status).toBe(303);
		expect((await visitor.post('/admin/password', { link, password: PASSWORD })).status).toBe(422);
		expect((await visitor.post('/admin/sign-in', { email, password: PASSWORD })).status).toBe(422);
		expect(mailbox.letters.some(({ recipient }) => recipient === 'nobody@example.com')).toBe(false);
		expect(server.output()).not.toContain(link);
	});

	test('what is no address is refused at its field', async () => {
		const answer = await new Visitor(server).post(path, { email: 'ana' });
		expect([answer.status, (await answer.text()).includes(`id="email-flaw"`)]).toEqual([422, true]);
	});

	test('whoever is let in gets their link by letter, and the console does not show it', async () => {
		const admin = await Visitor.as(server, 'admin');
		const email = `new-${newId()}@example.com`;
		const page = await (await admin.post('/en/admin/people', { key: 'let-in', email, role: 'legal' })).text();
		expect(page).toContain(`${email} gets a link by mail`);
		expect(page).not.toContain('link=');
		const visitor = new Visitor(server);
		await visitor.post('/admin/password', { link: await letterTo(email), password: PASSWORD });
		await visitor.post('/admin/sign-in', { email, password: PASSWORD });
		expect((await visitor.get('/admin/sla')).status).toBe(200);
	});
});
