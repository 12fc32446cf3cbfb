import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endingWithItsFile } from '../running.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-upgrade-'));
	for (const name of [
		'src',
		'db',
		'content',
		'public',
		'dist',
		'package.json',
		'package-lock.json',
		'astro.config.mjs',
	])
		cpSync(join(root, name), join(folder, name), { recursive: true });
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a server does not notice that its installation is replaced, and ends as npm is asked to', async () => {
	const env = {
		...process.env,
		PORT: '0',
		LOG_LEVEL: 'warn',
		SITE_URL: 'http://localhost',
		DATABASE_URL: `file:${folder}/v.db`,
	};
	const npm = endingWithItsFile(spawn('npm', ['start', '--silent'], { cwd: folder, env }));
	let said = '';
	const ended = once(npm, 'exit');
	const url = await new Promise<string>((resolve, reject) => {
		npm.once('exit', () => reject(new Error(said)));
		for (const stream of [npm.stdout, npm.stderr])
			stream.on('data', (bytes: Buffer) => {
				said += bytes;
				const found = /Vigente is at (\S+)/.exec(said)?.[1];
				if (found) resolve(found);
			});
	});
	expect(said).toMatch(/Published: revision 1 of blip-go, in force since .*1\.es\.md \(sha256 [0-9a-f]{64}\)/);
	for (const name of ['dist', 'node_modules']) renameSync(join(folder, name), join(folder, `old-${name}`));
	const pages = ['/', '/history', '/maintenance', '/components/campaigns', '/sla', '/sla/blip-go'];
	pages.push(
		'/sla/blip-go/1',
		'/sla/blip-go/report',
		'/promises',
		'/support',
		'/requirements',
		'/uptime/months',
		'/history.atom',
	);
	pages.push(
		'/sla.atom',
		'/maintenance.ics',
		'/api/v1/openapi.json',
		'/healthz',
		'/metrics',
		'/favicon.svg',
		'/sla/blip-go/1.es.md',
	);
	const home = await (await fetch(url)).text();
	pages.push(...[...home.matchAll(/(?:href|src)="(\/_astro\/[^"]+)"/g)].map(([, path]) => path as string));
	const statuses = await Promise.all(pages.map(async (path) => `${(await fetch(url + path)).status} ${path}`));
	expect(statuses.filter((one) => !one.startsWith('200'))).toEqual([]);
	npm.kill('SIGTERM');
	expect(await ended).toEqual([0, null]);
	await expect(fetch(url)).rejects.toThrow();
});

test('where the pages cannot be built, one line says so', async () => {
	rmSync(join(folder, 'dist'), { recursive: true });
	writeFileSync(join(folder, 'dist'), '');
	const server = endingWithItsFile(spawn(process.execPath, ['src/server.ts'], { cwd: folder }));
	let said = '';
	server.stderr.on('data', (bytes: Buffer) => {
		said += bytes;
	});
	const [code] = await once(server, 'close');
	expect([code, said]).toEqual([1, expect.stringMatching(/^vigente: .*dist: the pages cannot be built here .*\n$/)]);
});
