import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { newSigningKey } from '../../src/domain/log/signing-key.ts';
import { ContentError } from '../../src/files/content-error.ts';
import { openRuntime } from '../../src/runtime.ts';
import { DatabaseError, openDatabase } from '../../src/stores/sqlite/open.ts';
import { compiledOnce, startServer } from '../server.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-start-'));
	folders.push(folder);
});
afterAll(() => {
	for (const one of folders) rmSync(one, { recursive: true });
});

describe('the server refuses to start, with one clear line and exit code 1,', () => {
	test('when its port is in use', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => other.once('listening', resolve));
		const { port } = other.address() as { port: number };
		expect(attempt({ PORT: String(port) })).toEqual({
			status: 1,
			line: expect.stringContaining(`port ${port} is in use`),
		});
		other.close();
	});

	test('when a variable is wrong', () => {
		expect(attempt({ PORT: 'many' })).toEqual({
			status: 1,
			line: 'vigente: environment: PORT: Expected a port number',
		});
	});

	test('when others can read the key of its log', () => {
		const key = join(folder, 'log.key');
		writeFileSync(key, newSigningKey(), { mode: 0o644 });
		expect(attempt({ DATABASE_URL: `file:${folder}/vigente.db`, LOG_KEY_FILE: key })).toEqual({
			status: 1,
			line: `vigente: ${key}: others can read the key of the log: chmod 600 ${key}`,
		});
	});

	test('when its database cannot be written', () => {
		writeFileSync(join(folder, 'file'), '');
		const url = `file:${folder}/file/vigente.db`;
		expect(attempt({ DATABASE_URL: url })).toEqual({
			status: 1,
			line: expect.stringMatching(/vigente\.db: the database cannot be/),
		});
	});

	test('when its database was made by a newer version, which stays as it was', async () => {
		const path = join(folder, 'vigente.db');
		const database = openDatabase(`file:${path}`);
		database.$client.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
		await database.close();
		const before = readFileSync(path);
		expect(attempt({ DATABASE_URL: `file:${path}` })).toEqual({
			status: 1,
			line: expect.stringContaining('newer version of Vigente'),
		});
		expect(readFileSync(path).equals(before)).toBe(true);
	});

	test('when its database is corrupt, which stays as it was', async () => {
		const path = join(folder, 'vigente.db');
		const garbage = Buffer.alloc(8192, 'not a database ');
		writeFileSync(path, garbage);
		expect(attempt({ DATABASE_URL: `file:${path}` })).toEqual({
			status: 1,
			line: expect.stringContaining('the database is corrupt'),
		});
		expect(readFileSync(path).equals(garbage)).toBe(true);
	});

	test.each([
		['a restore that was cut off', 'vigente.db.replaced-20261128T123000.123Z', 'restore again'],
		['the key of its log', 'log.key', 'put the database back'],
	])('when there is no database any more beside what is left of %s', (_, left, advice) => {
		writeFileSync(join(folder, left), newSigningKey(), { mode: 0o600 });
		expect(attempt({ DATABASE_URL: `file:${folder}/vigente.db` })).toEqual({
			status: 1,
			line: expect.stringMatching(`vigente\\.db: there is no database, but .*${advice}`),
		});
		expect(readdirSync(folder)).toEqual([left]);
	});

	test('when the content folder is missing', async () => {
		const line = expect.stringContaining('expected a folder with site.yaml');
		expect(await refusal({ CONTENT_DIR: join(folder, 'nowhere') })).toEqual(line);
	});

	test('when a content file has a mistake, with file, line and what was expected', async () => {
		const content = copyContent();
		const site = join(content, 'site.yaml');
		writeFileSync(site, readFileSync(site, 'utf8').replace('America/Sao_Paulo', 'America/Nowhere'));
		const line = expect.stringMatching(/site\.yaml:\d+: time_zone: [Ee]xpected a time zone/);
		expect(await refusal({ CONTENT_DIR: content })).toEqual(line);
	});

	test('when a text to be published contradicts its terms', async () => {
		const content = copyContent();
		const text = join(content, 'sla/blip-go/1.es.md');
		writeFileSync(text, readFileSync(text, 'utf8').replace('hasta 45 minutos', 'hasta 50 minutos'));
		const line = expect.stringMatching(/1\.es\.md:\d+: .*2\.1\.1.*45/);
		expect(await refusal({ CONTENT_DIR: content })).toEqual(line);
	});
});

test('a server that listens on every address needs no SITE_URL: pages, feeds and the calendar say where it is', async () => {
	const HOST = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
		? '::'
		: '0.0.0.0';
	// Undefined takes away what the other tests have.
	const server = await startServer({ env: { HOST, SITE_URL: undefined as unknown as string } });
	try {
		expect(server.url).toMatch(/^http:\/\/localhost:\d+$/);
		for (const path of ['/', '/en/history.atom', '/maintenance.ics', '/sla.atom', '/metrics'])
			expect([path, (await fetch(server.url + path)).status]).toEqual([path, 200]);
		expect(await (await fetch(`${server.url}/history.atom`)).text()).toContain('href="http://localhost:');
	} finally {
		expect([await server.stop(), server.errors()]).toEqual([0, '']);
	}
});

describe('the server', () => {
	test('ends the request under way and closes its database when it is asked to stop', async () => {
		const server = await startServer({ databaseUrl: `file:${folder}/vigente.db` });
		const answer = fetch(`${server.url}/history`);
		await new Promise((resolve) => setTimeout(resolve, 5));
		const [{ status }, code] = await Promise.all([answer, server.stop()]);
		expect([status, code]).toEqual([200, 0]);
		const database = new Sqlite(`${folder}/vigente.db`);
		expect(database.pragma('quick_check', { simple: true })).toBe('ok');
		database.close();
	});

	test('puts a revision that appeared in the content folder in force at the next start, where the site says so', async () => {
		const content = copyContent();
		publishAtStart(content);
		const databaseUrl = `file:${folder}/vigente.db`;
		const first = await startServer({ content, databaseUrl });
		const before = await (await fetch(`${first.url}/sla/blip-go/1`)).text();
		await first.stop();
		writeRevision2(content);
		const second = await startServer({ content, databaseUrl });
		const inForce = await (await fetch(`${second.url}/sla/blip-go`)).text();
		expect(inForce).toContain('hasta 60 minutos');
		const old = await (await fetch(`${second.url}/sla/blip-go/1`)).text();
		expect(old).toContain('Este texto dejó de estar en vigor');
		expect(articleOf(old)).toBe(articleOf(before));
		await second.stop();
	});

	test('says at each start which revision is a draft, and shows none of it', async () => {
		const content = copyContent();
		writeRevision2(content);
		const server = await startServer({ content });
		const draft = `Draft: revision 2 of blip-go (${join(content, 'sla/blip-go/2.es.md')}) is not in force`;
		expect(server.output()).toContain(`"msg":"${draft}`);
		expect(server.output()).toContain(`\n${draft}`);
		expect(await (await fetch(`${server.url}/sla/blip-go`)).text()).toContain('hasta 45 minutos');
		expect((await fetch(`${server.url}/sla/blip-go/2`)).status).toBe(404);
		await server.stop();
	});

	test('puts a revision in force that the command line publishes beside it', async () => {
		const content = copyContent();
		const databaseUrl = `file:${folder}/vigente.db`;
		const server = await startServer({ content, databaseUrl });
		expect(await (await fetch(`${server.url}/sla/blip-go`)).text()).toContain('hasta 45 minutos');
		writeRevision2(content);
		const env = { ...process.env, CONTENT_DIR: content, DATABASE_URL: databaseUrl };
		const args = ['src/cli.ts', 'sla', 'publish', 'blip-go', join(content, 'sla/blip-go/2.es.md'), '--confirm-all'];
		// Beside it, so that this process hears when the server ends a connection that nobody used for seconds.
		const { stderr } = await run(process.execPath, args, { cwd: root, env });
		expect(stderr).not.toContain('vigente:');
		expect(await (await fetch(`${server.url}/sla/blip-go`)).text()).toContain('hasta 60 minutos');
		await server.stop();
	});

	test('reports a published text whose file has changed since, and keeps what was published', async () => {
		const content = copyContent();
		const databaseUrl = `file:${folder}/vigente.db`;
		await (await startServer({ content, databaseUrl })).stop();
		const text = join(content, 'sla/blip-go/1.es.md');
		writeFileSync(text, readFileSync(text, 'utf8').replace('hasta 45 minutos', 'hasta 90 minutos'));
		const server = await startServer({ content, databaseUrl });
		const page = await (await fetch(`${server.url}/sla/blip-go`)).text();
		expect(page).toContain('hasta 45 minutos');
		expect(server.output()).toMatch(/1\.es\.md: changed since it was published/);
		const headers = { authorization: `Bearer ${await server.token('status')}` };
		expect(await (await fetch(`${server.url}/metrics`, { headers })).text()).toContain('vigente_content_problems 1');
		await server.stop();
	});
});

/** What a start says that cannot begin: one line. It is put together in this process, as the server does it first of all. */
async function refusal(env: Record<string, string>): Promise<string> {
	const settings = { PORT: '0', DATABASE_URL: `file:${folder}/other.db`, LOG_LEVEL: 'silent', ...env };
	try {
		await (await openRuntime(readConfig(settings))).close();
	} catch (error) {
		const isKnown = [ConfigError, ContentError, DatabaseError].some((known) => error instanceof known);
		expect(isKnown, String(error)).toBe(true);
		return (error as Error).message;
	}
	return 'it started';
}

/** The same, by a process of its own. */
function attempt(env: Record<string, string>): { status: number | null; line: string } {
	const settings = { ...compiledOnce, PORT: '0', DATABASE_URL: `file:${folder}/other.db`, LOG_LEVEL: 'warn', ...env };
	const options = { cwd: root, env: { ...process.env, ...settings }, encoding: 'utf8', timeout: 120_000 } as const;
	const { status, stderr, stdout } = spawnSync(process.execPath, ['src/server.ts'], options);
	expect(stdout).toBe('');
	expect(stderr.trimEnd().split('\n')).toHaveLength(1);
	return { status, line: stderr.trimEnd() };
}

function copyContent(): string {
	const content = join(folder, 'content');
	cpSync(join(root, 'content'), content, { recursive: true });
	return content;
}

function publishAtStart(content: string): void {
	const site = join(content, 'site.yaml');
	const source = readFileSync(site, 'utf8');
	writeFileSync(site, source.replace('publish_files_at_start: false', 'publish_files_at_start: true'));
}

function writeRevision2(content: string): void {
	const source = readFileSync(join(content, 'sla/blip-go/1.es.md'), 'utf8');
	const next = source
		.replace('revision: 1', 'revision: 2')
		.replace('minutes: 45', 'minutes: 60')
		.replace('hasta 45 minutos', 'hasta 60 minutos');
	writeFileSync(join(content, 'sla/blip-go/2.es.md'), next);
}

function articleOf(page: string): string {
	return /<article class="law".*<\/article>/s.exec(page)?.[0] ?? '';
}
