import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/commands/new-id.ts';
import { addPerson, changeRole, removePerson } from '../../src/commands/people.ts';
import { machine } from '../../src/domain/actor.ts';
import { MINUTE } from '../../src/domain/instant.ts';
import type { Role, SecurityChange } from '../../src/domain/person.ts';
import { People } from '../../src/people/people.ts';
import type { Proof } from '../../src/people/proof.ts';
import type { NoteChange } from '../../src/people/security-changes.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine, tamper } from '../databases.ts';
import { totp } from './totp.ts';

const EMAIL = 'ana@example.com';
const PASSWORD = 'una frase bastante larga';
let engine: Engine;
let stores: Stores;
let people: People;
let changes: SecurityChange[];
let noting: () => Promise<void>;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, { groups: [], components: [] });
	changes = [];
	noting = async () => {};
	people = peopleWith(secretNumbered(1));
});
afterEach(() => engine.close());

function secretNumbered(version: number) {
	return { version, value: `Zk3bXfN7rQ0wVtY5uJ1mL8pD2sHcG6aE9oKiTyUvWxR${version}` };
}

function peopleWith(...secrets: ConstructorParameters<typeof People>[1]['secrets']): People {
	const note: NoteChange = (_, change, write) => {
		changes.push(change);
		return engine.write(async (tx) => {
			const result = await write(tx);
			await noting();
			return result;
		});
	};
	const site = {
		siteUrl: 'https://status.example.com',
		siteName: 'Blip',
		newId,
		provider: null,
		note,
		remark: () => {},
	};
	return new People(engine, { ...site, secrets });
}

/** What a browser sends that was told these cookies. */
function browser(cookies: string[] = [], address = '192.0.2.1'): Headers {
	const kept = cookies.filter((one) => !/Max-Age=0/.test(one)).map((one) => one.split(';')[0]);
	return new Headers({ cookie: kept.join('; '), 'x-client-address': address, 'user-agent': 'Firefox' });
}

async function invited(role: Role = 'staff', at = Date.now()): Promise<string> {
	return (await addPerson(stores, { email: EMAIL, role }, { by: machine }, at)).secret;
}

async function known(role: Role = 'staff'): Promise<void> {
	await people.setPassword(await invited(role), PASSWORD, browser());
}

function cookiesOf(proof: Proof): string[] {
	return 'cookies' in proof ? proof.cookies : [];
}

async function signedIn(): Promise<Headers> {
	return browser(cookiesOf(await people.signIn(EMAIL, PASSWORD, browser())));
}

/** With a second factor: the secret of its app, and its recovery codes. @param skew of the code with which it began, in ms */
async function withFactor(skew = -30_000) {
	await known();
	const headers = await signedIn();
	const factor = await people.secondFactor.begin(PASSWORD, headers);
	if (typeof factor === 'string') throw new Error(factor);
	await people.secondFactor.confirm(totp(factor.secret, Date.now() + skew), headers);
	return factor;
}

describe('a link sets a password', () => {
	test('once', async () => {
		const secret = await invited();
		expect([await people.isGood(secret), await people.isGood('')]).toEqual([true, false]);
		expect(await people.setPassword(secret, PASSWORD, browser())).toBe('set');
		expect(await people.isGood(secret)).toBe(false);
		expect(await people.setPassword(secret, 'otra frase bastante larga', browser())).toBe('refused');
		expect((await people.signIn(EMAIL, PASSWORD, browser())).step).toBe('in');
	});

	test('within two days, and not after another one was given', async () => {
		const old = await invited('staff', Date.now() - 48 * 60 * MINUTE);
		expect(await people.setPassword(old, PASSWORD, browser())).toBe('refused');
		const first = await invited();
		await invited();
		expect(await people.setPassword(first, PASSWORD, browser())).toBe('refused');
	});

	test('of which the database keeps nothing that anybody could use', async () => {
		const secret = await invited();
		const { verifications } = await import('../../db/schema.ts');
		expect(JSON.stringify(await engine.reader.select().from(verifications))).not.toContain(secret);
	});

	test('and ends sessions and the second factor of before', async () => {
		await withFactor();
		await known();
		const before = await signedIn();
		await known();
		expect(await people.signedIn(before)).toBeNull();
		expect((await people.signIn(EMAIL, PASSWORD, browser())).step).toBe('in');
	});
});

describe('a session', () => {
	test('is a cookie that no script reads and no other site sends, over HTTPS', async () => {
		await known();
		const [cookie] = cookiesOf(await people.signIn(EMAIL, PASSWORD, browser()));
		for (const word of ['__Secure-vigente', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
			expect(cookie).toContain(word);
	});

	test('says who has signed in, by the role of now', async () => {
		await known();
		const headers = await signedIn();
		expect((await people.signedIn(headers))?.person).toMatchObject({ email: EMAIL, role: 'staff' });
		await changeRole(stores, { email: EMAIL, role: 'legal' }, { by: machine }, Date.now());
		expect((await people.signedIn(headers))?.person.role).toBe('legal');
	});

	test('gets another role at once, and goes on; the same role is no event', async () => {
		await known();
		await addPerson(stores, { email: 'otra@example.com', role: 'admin' }, { by: machine }, Date.now());
		const headers = await signedIn();
		await changeRole(stores, { email: EMAIL, role: 'legal' }, { by: machine }, Date.now());
		const { person } = (await people.signedIn(headers)) ?? {};
		expect(person?.role).toBe('legal');
		const before = stores.publications.current();
		await changeRole(stores, { email: EMAIL, role: 'legal' }, { by: machine }, Date.now());
		expect(stores.publications.current()).toBe(before);
	});

	test('of the only administrator keeps its role; of another one it changes, in the ledger by its opaque id', async () => {
		await invited('admin');
		const change = (email: string) =>
			changeRole(stores, { email, role: 'staff' }, { by: { kind: 'command_line' } }, Date.now());
		await expect(change(EMAIL)).rejects.toMatchObject({ code: 'conflict' });
		await expect(change('nadie@example.com')).rejects.toMatchObject({ code: 'not_found' });
		await addPerson(stores, { email: 'otra@example.com', role: 'admin' }, { by: { kind: 'command_line' } }, Date.now());
		expect((await change(EMAIL)).role).toBe('staff');
		await expect(change('otra@example.com')).rejects.toMatchObject({ code: 'conflict' });
		const [person] = await stores.people.list();
		const all = await stores.publications.about(`person/${person?.id}`);
		expect(all.map(({ action }) => action)).toContain('person.changed');
		expect(JSON.stringify(all)).not.toContain(EMAIL);
	});

	test('of two administrators who give it up at once stays with one of them, who can come in', async () => {
		await known('admin');
		const other = { email: 'otra@example.com', role: 'admin' } as const;
		const { secret } = await addPerson(stores, other, { by: machine }, Date.now());
		const giveUp = (email: string) => changeRole(stores, { email, role: 'staff' }, { by: machine }, Date.now());
		// Whoever has never come in is no help.
		await expect(giveUp(EMAIL)).rejects.toMatchObject({ code: 'conflict' });
		expect(await people.setPassword(secret, PASSWORD, browser())).toBe('set');
		const both = await Promise.allSettled([giveUp(EMAIL), giveUp(other.email)]);
		expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect((await stores.people.list()).filter(({ role }) => role === 'admin')).toMatchObject([{ hasPassword: true }]);
	});

	test('is another one after each sign-in, and the one before is over', async () => {
		await known();
		const first = await signedIn();
		const second = browser(cookiesOf(await people.signIn(EMAIL, PASSWORD, first)));
		expect(second.get('cookie')).not.toBe(first.get('cookie'));
		expect(await people.signedIn(first)).toBeNull();
		expect(await people.signedIn(second)).not.toBeNull();
	});

	test('ends at once where somebody is removed', async () => {
		await known();
		const headers = await signedIn();
		await removePerson(stores, EMAIL, { by: machine }, Date.now());
		expect(await people.signedIn(headers)).toBeNull();
		expect((await people.signIn(EMAIL, PASSWORD, browser())).step).toBe('refused');
	});

	test('is listed, and ended by whose it is', async () => {
		await known();
		const [here, there] = [await signedIn(), await signedIn()];
		const [latest] = await people.sessions(here);
		expect(await people.sessions(here)).toMatchObject([{ device: 'Firefox' }, { device: 'Firefox' }]);
		const other = (await people.signedIn(there))?.session.id as string;
		expect([latest?.id, other]).toContain(other);
		await people.endSession(other, here);
		expect([await people.signedIn(there), await people.sessions(here)]).toEqual([null, [expect.anything()]]);
	});

	test('is not taken with a signature of another key', async () => {
		await known();
		const headers = await signedIn();
		headers.set(
			'cookie',
			headers.get('cookie')?.replace(/(session_token=[^.]*\.)[^;]*/, `$1${'A'.repeat(43)}%3D`) ?? '',
		);
		expect(await people.signedIn(headers)).toBeNull();
	});
});

test('what has ended is forgotten, and what goes on is not', async () => {
	await known();
	const headers = await signedIn();
	await invited('staff', Date.now() - 49 * 60 * MINUTE);
	await stores.people.forget(Date.now());
	const { verifications } = await import('../../db/schema.ts');
	expect(await engine.reader.select().from(verifications)).toEqual([]);
	expect(await people.signedIn(headers)).not.toBeNull();
	await stores.people.forget(Date.now() + 8 * 24 * 60 * MINUTE);
	expect(await people.signedIn(headers)).toBeNull();
});

test('known or not, an address gets the same answer', async () => {
	await known();
	const answers = [
		await people.signIn(EMAIL, 'otra contraseña bien larga', browser()),
		await people.signIn('nadie@example.com', PASSWORD, browser()),
		await people.signIn('no es un correo', PASSWORD, browser()),
	];
	expect(answers).toEqual(Array(3).fill({ step: 'refused' }));
});

test('whoever guesses is made to wait, and those elsewhere are not', async () => {
	for (let attempt = 0; attempt < 20; attempt++) await people.confirm('000000', browser());
	expect(await people.signIn(EMAIL, PASSWORD, browser())).toEqual({ step: 'too_many' });
	expect(await people.signIn(EMAIL, PASSWORD, browser([], '192.0.2.2'))).toEqual({ step: 'refused' });
});

test('an office behind one address signs in as often as it likes', async () => {
	await known();
	for (let time = 0; time < 25; time++) {
		expect((await people.signIn(EMAIL, PASSWORD, browser([], '192.0.2.3'))).step).toBe('in');
	}
});

describe('with a second factor', () => {
	test('the password alone opens nothing, and a code of the app does', async () => {
		const { secret } = await withFactor();
		const half = await people.signIn(EMAIL, PASSWORD, browser());
		expect([half.step, await people.signedIn(browser(cookiesOf(half)))]).toEqual(['code', null]);
		expect((await people.confirm('000000', browser(cookiesOf(half)))).step).toBe('refused');
		const whole = await people.confirm(totp(secret), browser(cookiesOf(half)));
		expect((await people.signedIn(browser(cookiesOf(whole))))?.person.secondFactor).toBe(true);
	});

	test.each([
		[-30_000, 'in'],
		[0, 'in'],
		[30_000, 'in'],
		[-60_000, 'refused'],
		[60_000, 'refused'],
	])('a telephone whose clock is off by %d ms is %s', async (skew, step) => {
		const { secret } = await withFactor(skew < 0 ? 30_000 : -30_000);
		const half = await people.signIn(EMAIL, PASSWORD, browser());
		expect((await people.confirm(totp(secret, Date.now() + skew), browser(cookiesOf(half)))).step).toBe(step);
	});

	test('a code opens once, also with a new password step and for two at a time', async () => {
		const { secret } = await withFactor();
		const code = totp(secret);
		const halves = await Promise.all([1, 2].map(() => people.signIn(EMAIL, PASSWORD, browser())));
		const both = await Promise.all(halves.map((half) => people.confirm(code, browser(cookiesOf(half)))));
		expect(both.map(({ step }) => step).sort()).toEqual(['code_used', 'in']);
		const half = await people.signIn(EMAIL, PASSWORD, browser());
		const again = await people.confirm(code, browser(cookiesOf(half)));
		expect(again.step).toBe('code_used');
		const [winner] = both.filter(({ step }) => step === 'in');
		// That in which the factor was turned on, and that of whoever was first.
		expect(await people.sessions(browser(cookiesOf(winner as Proof)))).toHaveLength(2);
	});

	test('nor does the code with which it was turned on', async () => {
		const { secret } = await withFactor(0);
		const half = await people.signIn(EMAIL, PASSWORD, browser());
		expect((await people.confirm(totp(secret), browser(cookiesOf(half)))).step).toBe('code_used');
	});

	describe('and another key since', () => {
		const steps = async (...given: string[]) => {
			const said: string[] = [];
			for (const code of given) {
				const half = await people.signIn(EMAIL, PASSWORD, browser());
				said.push((await people.confirm(code, browser(cookiesOf(half)))).step);
			}
			return said;
		};

		test('codes and recovery codes go on where the former one is kept, and its sessions end', async () => {
			const { secret, recoveryCodes } = await withFactor();
			const half = await people.signIn(EMAIL, PASSWORD, browser());
			const before = browser(cookiesOf(await people.confirm(totp(secret), browser(cookiesOf(half)))));
			people = peopleWith(secretNumbered(2), secretNumbered(1));
			expect(await people.signedIn(before)).toBeNull();
			expect(await steps(totp(secret, Date.now() + 30_000), ...recoveryCodes.slice(0, 2))).toEqual(['in', 'in', 'in']);
		});

		test('whoever proves it is told that it is lost where the former one is, and a link lets them in', async () => {
			const { secret, recoveryCodes } = await withFactor();
			people = peopleWith(secretNumbered(2));
			expect(await steps(totp(secret), recoveryCodes[0] as string)).toEqual(['factor_lost', 'factor_lost']);
			await known();
			expect((await people.signIn(EMAIL, PASSWORD, browser())).step).toBe('in');
		});
	});

	test('a recovery code works once', async () => {
		const { recoveryCodes } = await withFactor();
		const code = recoveryCodes[0] as string;
		for (const step of ['in', 'refused']) {
			const half = await people.signIn(EMAIL, PASSWORD, browser());
			expect((await people.confirm(code, browser(cookiesOf(half)))).step).toBe(step);
		}
	});

	test('a recovery code may be typed in capitals, without its dash and with spaces', async () => {
		const [first, second, third] = (await withFactor()).recoveryCodes as [string, string, string];
		expect(first).toMatch(/^[a-z0-9]{5}-[a-z0-9]{5}$/);
		const typed = [first.toUpperCase(), second.replace('-', ''), ` ${third.replace('-', ' ')} `];
		for (const code of typed) expect(await confirmed(code)).toBe('in');
		expect(await confirmed('aaaaaaaaaa')).toBe('refused');
	});

	test('a wrong recovery code is one attempt of five, however it is typed', async () => {
		const { recoveryCodes } = await withFactor();
		const half = browser(cookiesOf(await people.signIn(EMAIL, PASSWORD, browser())));
		for (let time = 0; time < 4; time++) expect((await people.confirm('AAAAA-AAAAA', half)).step).toBe('refused');
		expect((await people.confirm(recoveryCodes[0] as string, half)).step).toBe('in');
	});

	test('each change of how somebody signs in is heard of once, and what was refused is not', async () => {
		const { secret } = await withFactor();
		expect(changes).toEqual(['password_anew', 'second_factor']);
		const headers = await signedInWith(totp(secret));
		for (const password of ['no es mi contraseña', PASSWORD]) {
			await people.secondFactor.newRecoveryCodes(password, headers);
			await people.changePassword(password, PASSWORD, headers);
		}
		expect(changes.slice(2)).toEqual(['recovery_codes', 'password']);
		const anew = await signedInWith(totp(secret, Date.now() + 30_000));
		await people.secondFactor.end('no es mi contraseña', anew);
		await people.secondFactor.end(PASSWORD, anew);
		await people.passkeys.remove('nobodyskey01', anew);
		expect(changes.slice(4)).toEqual(['second_factor_ended']);
	});

	test('what cannot be noted does not change: a server that dies leaves both, or none', async () => {
		const { secret, recoveryCodes } = await withFactor();
		const headers = await signedInWith(totp(secret));
		const link = await invited();
		noting = async () => {
			throw new Error('the database is full');
		};
		const full = 'the database is full';
		await expect(people.setPassword(link, 'otra frase bastante larga', browser())).rejects.toThrow(full);
		await expect(people.changePassword(PASSWORD, 'otra frase bastante larga', headers)).rejects.toThrow(full);
		await expect(people.secondFactor.newRecoveryCodes(PASSWORD, headers)).rejects.toThrow(full);
		await expect(people.secondFactor.end(PASSWORD, headers)).rejects.toThrow(full);
		expect(await people.signedIn(headers)).toMatchObject({ person: { secondFactor: true } });
		expect(await confirmed(recoveryCodes[0] as string)).toBe('in');
	});

	test('what succeeds in an account is no attempt, and what does not is one', async () => {
		const headers = await signedInWith(totp((await withFactor()).secret));
		for (let time = 0; time < 22; time++)
			expect(await people.secondFactor.newRecoveryCodes(PASSWORD, headers)).toHaveLength(10);
		const wrong: unknown[] = [];
		for (let time = 0; time < 21; time++) wrong.push(await people.secondFactor.newRecoveryCodes('otra', headers));
		expect(wrong.at(-1)).toBe('too_many');
	});

	test('a code that is mistyped while it is set up changes nothing of it, and the next one turns it on', async () => {
		await known();
		const headers = await signedIn();
		expect(await people.secondFactor.begun(headers)).toBeNull();
		const factor = await people.secondFactor.begin(PASSWORD, headers);
		if (typeof factor === 'string') throw new Error(factor);
		expect((await people.secondFactor.confirm('000000', headers)).step).toBe('refused');
		expect(await people.secondFactor.begun(headers)).toEqual(factor);
		expect((await people.secondFactor.confirm(totp(factor.secret), headers)).step).toBe('in');
		expect(await people.secondFactor.begun(await signedInWith(totp(factor.secret, Date.now() + 30_000)))).toBeNull();
	});

	const signedInWith = async (code: string) => {
		const half = await people.signIn(EMAIL, PASSWORD, browser());
		return browser(cookiesOf(await people.confirm(code, browser(cookiesOf(half)))));
	};
	const confirmed = async (code: string) => {
		const half = await people.signIn(EMAIL, PASSWORD, browser());
		return (await people.confirm(code, browser(cookiesOf(half)))).step;
	};

	test('new recovery codes take the place of the old ones, with the password only', async () => {
		const { secret, recoveryCodes } = await withFactor();
		const headers = await signedInWith(totp(secret));
		expect(await people.secondFactor.newRecoveryCodes('no es mi contraseña', headers)).toBe('refused');
		const codes = await people.secondFactor.newRecoveryCodes(PASSWORD, headers);
		if (typeof codes === 'string') throw new Error(codes);
		expect(codes).toHaveLength(10);
		expect([await confirmed(recoveryCodes[0] as string), await confirmed(codes[0] as string)]).toEqual([
			'refused',
			'in',
		]);
	});

	test('is switched off by whose it is, with the password only, and they stay in', async () => {
		const { secret } = await withFactor();
		const headers = await signedInWith(totp(secret));
		expect((await people.secondFactor.end('no es mi contraseña', headers)).step).toBe('refused');
		expect((await people.signIn(EMAIL, PASSWORD, browser())).step).toBe('code');
		const ended = await people.secondFactor.end(PASSWORD, headers);
		expect((await people.signedIn(browser(cookiesOf(ended))))?.person.secondFactor).toBe(false);
		expect((await people.signIn(EMAIL, PASSWORD, browser())).step).toBe('in');
	});

	test('after ten wrong codes none is taken, also a right one, and it is said until when', async () => {
		const { secret } = await withFactor();
		const steps: Proof['step'][] = [];
		for (let challenge = 0; challenge < 2; challenge++) {
			const half = browser(cookiesOf(await people.signIn(EMAIL, PASSWORD, browser())), '192.0.2.7');
			for (let code = 0; code < 5; code++) steps.push((await people.confirm('000000', half)).step);
		}
		expect(steps).toEqual(Array(10).fill('refused'));
		const half = browser(cookiesOf(await people.signIn(EMAIL, PASSWORD, browser())));
		const proof = await people.confirm(totp(secret), half);
		if (proof.step !== 'locked') throw new Error(proof.step);
		expect(proof.until).toBeGreaterThan(Date.now() + 14 * MINUTE);
		expect(proof.until).toBeLessThanOrEqual(Date.now() + 15 * MINUTE);
	});

	test('after five wrong codes, or ten minutes, it begins anew with the password', async () => {
		const { secret } = await withFactor();
		const half = browser(cookiesOf(await people.signIn(EMAIL, PASSWORD, browser())));
		for (let code = 0; code < 5; code++) await people.confirm('000000', half);
		expect((await people.confirm(totp(secret), half)).step).toBe('code_over');
		expect((await people.confirm(totp(secret), browser())).step).toBe('code_over');
		expect(await confirmed(totp(secret))).toBe('in');
	});

	test('its secret cannot be read in the database', async () => {
		const { secret } = await withFactor();
		const { twoFactors } = await import('../../db/schema.ts');
		expect(JSON.stringify(await engine.reader.select().from(twoFactors))).not.toContain(secret);
	});
});

test('a role that nobody knows opens nothing', async () => {
	await known();
	const headers = await signedIn();
	await tamper(engine, "UPDATE users SET role = 'root'");
	expect(await people.signedIn(headers)).toBeNull();
});
