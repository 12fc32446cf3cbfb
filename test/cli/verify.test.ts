import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createToken } from '../../src/commands/tokens.ts';
import { machine } from '../../src/domain/actor.ts';
import { writtenBy } from '../written-by.ts';
import { inFolder, stored, vigente, withDatabase } from './cli.ts';

withDatabase();

test('an empty ledger proves nothing: exit code 1', async () => {
	expect(await vigente('verify')).toEqual({
		status: 1,
		stdout: '',
		stderr: 'vigente: the ledger is empty: nothing was ever published in this database\n',
	});
	const { status, stdout } = await vigente('verify', '--json');
	expect([status, JSON.parse(stdout)]).toMatchObject([1, { ok: false, entries: 0 }]);
});

test('a ledger as it was written is whole; one that was changed is broken there, with exit code 1', async () => {
	const hash = await stored(async ({ publications }) => {
		const event = (n: number) => ({ kind: 'status.set' as const, subject: `test/${n}`, reach: n, data: { n } });
		for (const n of [1, 2, 3]) {
			await publications.publish(writtenBy('test'), n, async () => ({ result: undefined, event: event(n) }));
		}
		return (await publications.newest(null, 1))[0]?.hash;
	});
	expect((await vigente('verify')).stdout).toBe(`ok: 3 publications; the hash of the last one is ${hash}\n`);
	expect(JSON.parse((await vigente('verify', '--json')).stdout)).toEqual({
		ok: true,
		entries: 3,
		redacted: 0,
		on_trust: [],
		last_hash: hash,
	});

	tamper(`UPDATE ledger SET data = '{"n":9}' WHERE number = 2`);
	const why = 'Its content does not match its hash';
	const stderr = `vigente: the ledger is broken at entry 2: ${why}\n`;
	expect(await vigente('verify')).toEqual({ status: 1, stdout: '', stderr });
	const json = await vigente('verify', '--json');
	expect([json.status, JSON.parse(json.stdout)]).toEqual([1, { ok: false, broken_at: 2, why }]);
});

test('a fault of ours shows where it is', async () => {
	await stored((stores) => createToken(stores, 'me', ['status'], machine, 0));
	tamper("UPDATE tokens SET scopes = '['");
	const { status, stderr } = await vigente('token', 'list');
	expect(status).toBe(1);
	expect(stderr).toMatch(/^vigente: SyntaxError: .*\n +at /);
});

function tamper(sql: string): void {
	const client = new Sqlite(inFolder('vigente.db'));
	client.exec(sql);
	client.close();
}
