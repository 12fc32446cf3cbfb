import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openLogKey } from '../../src/operating/log-key.ts';
import { inFolder, stored, vigente, withDatabase } from './cli.ts';

withDatabase();

test('the key is made once, for its owner alone, and never overwritten', async () => {
	expect((await vigente('log', 'key')).stderr).toBe('vigente: There is no key of the log yet: start Vigente once\n');
	expect((await vigente('log', 'key', '--make')).status).toBe(0);
	const file = inFolder('log.key');
	expect([statSync(file).mode & 0o777, readFileSync(file, 'utf8')]).toEqual([
		0o600,
		expect.stringContaining('PRIVATE KEY'),
	]);
	expect(await vigente('log', 'key', '--make')).toEqual({
		status: 1,
		stdout: '',
		stderr: `vigente: ${file}: there is a key already\n`,
	});
});

test('after a rotation the file has the new key, and both are shown', async () => {
	const file = inFolder('log.key');
	await stored(async (stores) => {
		await stores.identities.nameFeeds('status.example.com');
		await openLogKey({ file, isShared: false }, stores, 'status.example.com/log', 1);
	});
	const before = readFileSync(file, 'utf8');
	expect((await vigente('log', 'key')).stdout.split('\n')).toHaveLength(2);
	expect((await vigente('log', 'key', '--rotate')).stderr).toMatch(
		/is the key of the log now: \S{44}\. Give every node/,
	);
	const secrets = await stored(async (stores) => {
		const opened = await openLogKey({ file, isShared: false }, stores, 'status.example.com/log', 2);
		return opened.secretsFor('people');
	});
	// What the former key closed is still opened with it.
	expect([secrets.length, readFileSync(file, 'utf8').endsWith(before)]).toEqual([2, true]);
	expect([readFileSync(file, 'utf8') === before, existsSync(`${file}.next`)]).toEqual([false, false]);
	const lines = (await vigente('log', 'key')).stdout.trimEnd().split('\n');
	expect(lines.map((line) => line.split('+')[0])).toEqual(['status.example.com/log', 'status.example.com/log']);
});
