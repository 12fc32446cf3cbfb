import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { databaseUrl, inFolder, vigente, vigenteProcess, vigenteWith, withDatabase } from './cli.ts';

withDatabase();

test.each([
	[['--help'], 'Usage: vigente <command>'],
	[['token', 'create', '--help'], '--scope <scope...>'],
	[['sla', 'publish', '--help'], 'content/sla/blip-go/2.es.md'],
])('%j explains, and touches no database', async (words, expected) => {
	const { status, stdout, stderr } = await vigenteWith({ DATABASE_URL: `file:${inFolder('none.db')}` }, ...words);
	expect([status, stderr]).toEqual([0, '']);
	expect(stdout).toContain(expected);
	expect(existsSync(inFolder('none.db'))).toBe(false);
});

test('a process answers on standard output, and says beside it which database it used', () => {
	const { status, stdout, stderr } = vigenteProcess('token', 'list', '--json');
	expect([status, stdout, stderr]).toEqual([0, '[]\n', `Database: ${inFolder('vigente.db')}\n`]);
});

describe('an error is one clear line, with exit code 1:', () => {
	test('in a process of its own', () => {
		const { status, stdout, stderr } = vigenteProcess('verify');
		expect([status, stdout]).toEqual([1, '']);
		expect(stderr).toContain('vigente: the ledger is empty');
	});

	test('an unknown command', async () => {
		const { status, stderr } = await vigente('tokens');
		expect(status).toBe(1);
		expect(stderr.split('\n')[0]).toBe("vigente: unknown command 'tokens'");
	});

	test('a wrong variable', async () => {
		expect(await vigenteWith({ PORT: 'many' }, 'verify')).toEqual({
			status: 1,
			stdout: '',
			stderr: 'vigente: environment: PORT: Expected a port number\n',
		});
	});

	test('no content', async () => {
		expect(await vigenteWith({ CONTENT_DIR: '/nowhere' }, 'verify')).toEqual({
			status: 1,
			stdout: '',
			stderr: 'vigente: /nowhere: expected a folder with site.yaml, components.yaml and sla/\n',
		});
	});

	test('a database that cannot be read', async () => {
		writeFileSync(inFolder('file'), '');
		const { status, stderr } = await vigenteWith({ DATABASE_URL: `file:${inFolder('file')}/below/v.db` }, 'verify');
		expect([status, stderr.split('\n').length]).toEqual([1, 2]);
		expect(stderr).toContain('there is no database');
	});
});

describe('only the start of the server makes a database:', () => {
	const reading = [['verify'], ['token', 'list'], ['sla', 'list'], ['sla', 'preview', 'blip-go', 'README.md']];
	const writing = [
		['token', 'create', '--name', 'me', '--scope', 'status'],
		['token', 'revoke', 'k3j9x0c2m1aa'],
		['sla', 'publish', 'blip-go', 'content/sla/blip-go/1.es.md'],
		['tickets', 'import', 'README.md'],
	];

	test.each([...reading, ...writing].map((words) => [words]))('%j refuses where there is none', async (words) => {
		const path = inFolder('none.db');
		const { status, stdout, stderr } = await vigenteWith({ DATABASE_URL: `file:${path}` }, ...words);
		expect([status, stdout]).toEqual([1, '']);
		expect(stderr).toContain(`vigente: ${path}: there is no database: start Vigente with it once`);
		expect(existsSync(path)).toBe(false);
	});

	test.each([
		['an empty file', () => writeFileSync(inFolder('other.db'), ''), 'the database is empty'],
		['a database without a table', () => sql('VACUUM'), 'the database is empty'],
		['the database of another program', () => sql('CREATE TABLE orders (id)'), 'the database of another program'],
		['another file', () => writeFileSync(inFolder('other.db'), 'Dear diary. '.repeat(999)), 'the database is corrupt'],
	])('%s is refused, and stays as it is', async (_, make, expected) => {
		make();
		const before = readFileSync(inFolder('other.db'));
		for (const words of [reading[0], writing[0]] as string[][]) {
			const { status, stderr } = await vigenteWith({ DATABASE_URL: `file:${inFolder('other.db')}` }, ...words);
			expect([status, stderr.trimEnd().split('\n')]).toEqual([1, [expect.stringContaining(expected)]]);
		}
		expect(readFileSync(inFolder('other.db')).equals(before)).toBe(true);
	});

	test.each([...reading.slice(0, 3)].map((words) => [words]))(
		'%j changes no byte of one that is there',
		async (words) => {
			const hash = () =>
				createHash('sha256')
					.update(readFileSync(inFolder('vigente.db')))
					.digest('hex');
			const before = hash();
			await vigente(...words);
			expect(hash()).toBe(before);
		},
	);

	test('one of an older version is left to the start', async () => {
		const client = new Sqlite(inFolder('vigente.db'));
		client.exec(
			'DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)',
		);
		client.close();
		const { status, stderr } = await vigenteWith({ DATABASE_URL: databaseUrl() }, 'token', 'list');
		expect([status, stderr]).toEqual([1, expect.stringContaining('made by an older version of Vigente')]);
	});
});

function sql(statement: string): void {
	const client = new Sqlite(inFolder('other.db'));
	client.exec(statement);
	client.close();
}
