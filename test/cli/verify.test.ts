import { readFileSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createToken } from '../../src/commands/tokens.ts';
import { machine } from '../../src/domain/actor.ts';
import { sha256 } from '../../src/domain/canonical.ts';
import { verifierKey } from '../../src/domain/log/signed-note.ts';
import { keyLines } from '../../src/domain/log/signing-key.ts';
import type { NewRevision } from '../../src/domain/sla/revision.ts';
import { Terms } from '../../src/domain/sla/terms.ts';
import { openLogKey } from '../../src/operating/log-key.ts';
import { checkpointAt } from '../../src/queries/shared/log-head.ts';
import { proofAbout } from '../../src/queries/shared/log-proof.ts';
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
		not_compared: [],
		last_hash: hash,
	});

	tamper(`UPDATE ledger SET data = '{"n":9}' WHERE number = 2`);
	const why = 'Its content does not match its hash';
	const stderr = `vigente: the ledger is broken at entry 2: ${why}\n`;
	expect(await vigente('verify')).toEqual({ status: 1, stdout: '', stderr });
	const json = await vigente('verify', '--json');
	expect([json.status, JSON.parse(json.stdout)]).toEqual([1, { ok: false, broken_at: 2, why }]);
});

test('what is stored beside the ledger and is not what it says is named, with exit code 1', async () => {
	await stored((stores) => stores.revisions.publish(revision, null, { by: machine }, 1));
	expect((await vigente('verify')).status).toBe(0);
	tamper("UPDATE revisions SET authentic = 'en'");
	const stderr = 'vigente: revisions, blip-go/1, authentic: it is not what was published\n';
	expect(await vigente('verify')).toEqual({ status: 1, stdout: '', stderr });
	const difference = { table: 'revisions', row: 'blip-go/1', column: 'authentic', why: 'it is not what was published' };
	expect(JSON.parse((await vigente('verify', '--json')).stdout)).toEqual({ ok: false, differences: [difference] });
});

test('with a checkpoint that was kept, a ledger that was cut off is found', async () => {
	await keepLog();
	expect((await vigente('verify', '--checkpoint', inFolder('kept'), '--key', inFolder('key'))).status).toBe(0);
	tamper(
		'DELETE FROM ledger_texts WHERE number = 1; DELETE FROM ledger; DELETE FROM revisions; DELETE FROM revision_texts',
	);
	const stderr = 'vigente: this is not the ledger of the checkpoint: it was cut off: it had 1 entries, and has 0\n';
	expect(await vigente('verify', '--checkpoint', inFolder('kept'))).toEqual({ status: 1, stdout: '', stderr });
});

test('a file that is no checkpoint, or no key, is refused', async () => {
	await keepLog();
	expect((await vigente('verify', '--checkpoint', inFolder('key'))).stderr).toBe(
		'vigente: This is no signed checkpoint of a log\n',
	);
	expect((await vigente('verify', '--checkpoint', inFolder('kept'), '--key', 'x')).stderr).toMatch(
		/^vigente: Expected the key of a log/,
	);
	expect((await vigente('verify', '--checkpoint', inFolder('none'))).stderr).toMatch(
		/none: expected this file: it is missing/,
	);
});

test('a proof is checked without a database, and says what it proves', async () => {
	await keepLog();
	const { stdout, stderr, status } = await vigente('verify-proof', inFolder('1.tlog-proof'), '--key', inFolder('key'));
	expect([status, stderr]).toEqual([0, '']);
	expect(stdout).toMatch(
		/^ok: publication 1 of 1 in the log status.example.com\/log, signed by status.example.com\/log\n/,
	);
	expect(stdout).toContain('1970-01-01T00:00:00.001Z  revision.published  sla/blip-go/1');
	expect(stdout).toContain('"title": "SLA"');
	expect((await vigente('verify-proof', inFolder('1.tlog-proof'))).stderr).toMatch(
		/^The proof names its key itself: status/,
	);
	const json = await vigente('verify-proof', inFolder('1.tlog-proof'), '--key', inFolder('key'), '--json');
	expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, number: 1, key_from_the_proof_itself: false });
});

test('a proof of another log, or one that was changed, is refused with exit code 1', async () => {
	await keepLog();
	const other = verifierKey({ name: 'other.example/log', kind: 'signature', publicKey: Buffer.alloc(32, 7) });
	expect(await vigente('verify-proof', inFolder('1.tlog-proof'), '--key', other)).toEqual({
		status: 1,
		stdout: '',
		stderr: 'vigente: The checkpoint of this proof, of the log status.example.com/log, is not signed with this key\n',
	});
	writeFileSync(inFolder('changed'), readFileSync(inFolder('1.tlog-proof'), 'utf8').replace('index 0', 'index 1'));
	expect((await vigente('verify-proof', inFolder('changed'))).stderr).toMatch(/is not in the log/);
	expect((await vigente('verify-proof', inFolder('key'))).stderr).toMatch(/^vigente: This is no proof of a log/);
});

const source = '# SLA';
const revision: NewRevision = {
	...{ document: 'blip-go', number: 1, authentic: 'es', editorial: false, terms: Terms.parse({}) },
	texts: [{ language: 'es', title: 'SLA', summary: '', source, sha256: sha256(source) }],
};

/** A publication, and beside it what /log gives of it. */
async function keepLog(): Promise<void> {
	await stored(async (stores) => {
		await stores.identities.nameFeeds('status.example.com');
		const signer = await openLogKey(
			{ file: inFolder('log.key'), isShared: false },
			stores,
			'status.example.com/log',
			1,
		);
		await stores.revisions.publish(revision, null, { by: machine }, 1);
		writeFileSync(inFolder('kept'), await checkpointAt({ stores, signer }, 1));
		writeFileSync(inFolder('key'), keyLines(signer.origin, await stores.logKeys.all()));
		writeFileSync(
			inFolder('1.tlog-proof'),
			(await proofAbout({ stores, signer }, 'sla/blip-go/1', 'revision.published')) as string,
		);
	});
}

test('a fault of ours shows where it is', async () => {
	await stored((stores) => createToken(stores, 'me', ['status'], { by: machine }, 0));
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
