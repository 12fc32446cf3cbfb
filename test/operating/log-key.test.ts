import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rotateLogKey } from '../../src/commands/rotate-log-key.ts';
import { checkpointText, signersOf } from '../../src/domain/log/checkpoint.ts';
import { emptyRoot } from '../../src/domain/log/merkle.ts';
import { keyLines, newSigningKey, noteKeyOf, readSigningKey } from '../../src/domain/log/signing-key.ts';
import { prepareKeyFile } from '../../src/files/key-file.ts';
import { openLogKey } from '../../src/operating/log-key.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';

const ORIGIN = 'status.example.com/log';
const text = checkpointText({ origin: ORIGIN, size: 0, root: emptyRoot });
let folder: string;
let file: string;
let engine: Engine;
let stores: Stores;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-key-'));
	file = join(folder, 'data', 'log.key');
	engine = await freshEngine();
	stores = openStores(engine, { groups: [], components: [] });
});
afterEach(async () => {
	await engine.close();
	rmSync(folder, { recursive: true });
});

const open = (isShared = false) => openLogKey({ file, isShared }, stores, ORIGIN, 1);

test('the first start makes a key for its owner alone, and the next one takes it', async () => {
	const signature = await (await open()).sign(text);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(await (await open()).sign(text)).toBe(signature);
	const [key] = await stores.logKeys.all();
	expect(signersOf(`${text}\n${signature}`, [noteKeyOf(ORIGIN, key?.publicKey as string)])).toHaveLength(1);
});

test('of a backup from before a rotation, the former key signs, which stands below the new one, and it is said', async () => {
	const signature = await (await open()).sign(text);
	const secrets = (await open()).secretsFor('people');
	writeFileSync(file, `${newSigningKey()}${readFileSync(file, 'utf8')}`, { mode: 0o600 });
	const signer = await open();
	expect([signer.isFormer, await signer.sign(text)]).toEqual([true, signature]);
	// What was closed with the former key opens still.
	expect(signer.secretsFor('people').slice(1)).toEqual(secrets);
	expect(secrets).toHaveLength(1);
});

describe('a start is refused in one line', () => {
	test('where others can read the key', async () => {
		await open();
		chmodSync(file, 0o640);
		await expect(open()).rejects.toThrow(`${file}: others can read the key of the log: chmod 600 ${file}`);
	});

	test('where the key is missing that this database was signed with', async () => {
		await open();
		rmSync(file);
		await expect(open()).rejects.toThrow(`${file}: the key of the log is missing: put it back, or take another one`);
	});

	test('where it is no key, or one of another kind', async () => {
		await open();
		for (const other of ['', 'secret', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n']) {
			writeFileSync(file, other);
			await expect(open()).rejects.toThrow(`${file}: expected a private key of Ed25519, in PEM`);
		}
	});

	test('where it is the key of another log', async () => {
		await open();
		writeFileSync(file, newSigningKey());
		await expect(open()).rejects.toThrow(/this is another key \(\S+\) than that of the log in this database \(\S+\)/);
	});

	test('where several nodes share the database and nobody gave this one a key', async () => {
		await expect(open(true)).rejects.toThrow('make it once (npm run vigente -- log key --make)');
		expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
	});
});

test('a running node signs with the key that took over, and the earlier one stays published', async () => {
	const signer = await open();
	const before = await signer.sign(text);
	const pem = newSigningKey();
	const { publicKey } = readSigningKey(pem) ?? { publicKey: '' };
	const putInPlace = prepareKeyFile(file, pem);
	await rotateLogKey(stores, publicKey, { by: { kind: 'command_line' } }, Date.UTC(2027, 0, 1));
	await expect(signer.sign(text)).rejects.toThrow('this is another key');
	putInPlace();
	const after = await signer.sign(text);
	const [old, current] = (await stores.logKeys.all()).map((key) => noteKeyOf(ORIGIN, key.publicKey));
	expect(signersOf(`${text}\n${before}`, [old as never, current as never])).toEqual([old]);
	expect(signersOf(`${text}\n${after}`, [old as never, current as never])).toEqual([current]);
	const lines = keyLines(ORIGIN, await stores.logKeys.all()).split('\n');
	expect(lines.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
		'2027-01-01T00:00:00.000Z',
		'1970-01-01T00:00:00.001Z 2027-01-01T00:00:00.000Z',
		'',
	]);
	expect(await stores.publications.newest(null, 1)).toMatchObject([{ action: 'log.key_rotated', subject: 'log' }]);
	expect(readFileSync(file, 'utf8')).toBe(pem);
});
