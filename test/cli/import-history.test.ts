import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readHistoryFiles } from '../../src/cli/history-files.ts';
import { inFolder, stored, vigente, withDatabase } from './cli.ts';

withDatabase();

const component = { id: 2, name: 'Web', status: 1, status_name: 'Operational', updated_at: '2026-01-01 00:00:00' };
const incident = (id: number) => ({
	...{ id, component_id: 2, name: `Dark ${id}`, status: 4, visible: 1, message: 'It was dark.', human_status: 'Fixed' },
	...{ occurred_at: '2026-03-01 10:00:00', created_at: '2026-03-01 10:00:00', updated_at: '2026-03-01 11:00:00' },
	updates: [{ id: 20 + id, status: 4, message: 'It is light.', created_at: '2026-03-01 11:00:00' }],
});
let server: Server | undefined;

afterEach(() => void server?.close());

test('a folder of answers is imported once, and the ledger says so', async () => {
	mkdirSync(inFolder('cachet'));
	writeFileSync(inFolder('cachet/components.json'), JSON.stringify({ data: [component] }));
	writeFileSync(inFolder('cachet/incidents.json'), JSON.stringify({ data: [incident(7)] }));
	const words = ['import', 'cachet', inFolder('cachet'), '--page', 'https://status.lantern.example'];
	const { status, stdout } = await vigente(...words);
	expect([status, stdout.split('\n')[0]]).toEqual([
		0,
		'status.lantern.example: imported 1 component, 1 incident, 0 maintenances.',
	]);
	expect((await vigente(...words)).stdout).toContain('status.lantern.example: nothing new.\n');
	const entries = await stored(({ publications }) => publications.entries(0, 10));
	expect(entries).toMatchObject([{ actor: 'cli', action: 'page.imported' }]);
	expect((await vigente('verify')).stdout).toContain('ok: 1 publications');
});

test('the issues of a cState site are found in its folder', async () => {
	mkdirSync(inFolder('site/content/issues/2026'), { recursive: true });
	writeFileSync(
		inFolder('site/config.yml'),
		'title: Lantern Co.\nbaseURL: https://status.lantern.example\nparams: { systems: [{ name: Web }] }\n',
	);
	writeFileSync(
		inFolder('site/content/issues/2026/dark.md'),
		'---\ntitle: Dark\ndate: 2026-03-01 10:00:00\nresolved: true\nseverity: down\naffected: [Web]\nsection: issue\n---\nIt was dark.\n',
	);
	expect((await vigente('import', 'cstate', inFolder('site'))).stdout).toBe(
		'Lantern Co.: imported 1 component, 1 incident, 0 maintenances.\n',
	);
});

test('every page of the answers of Cachet is asked for', async () => {
	const asked: string[] = [];
	const page = (data: object[], next: string | null) =>
		JSON.stringify({ meta: { pagination: { links: { next_page: next } } }, data });
	const url = await serve((path) => {
		asked.push(path);
		if (path.startsWith('/status/api/v1/components')) return page([component], null);
		if (path.startsWith('/status/api/v1/schedules')) return page([], null);
		if (!path.startsWith('/status/api/v1/incidents')) return null;
		return path.endsWith('&page=1') ? page([incident(1)], 'http://elsewhere.example/') : page([incident(2)], null);
	});
	expect((await vigente('import', 'cachet', `${url}/status/`)).stdout).toContain('imported 1 component, 2 incidents');
	expect(asked).toEqual([
		'/status/api/components?per_page=1',
		'/status/api/v1/components?per_page=100&page=1',
		'/status/api/v1/incidents?per_page=100&page=1',
		'/status/api/v1/incidents?per_page=100&page=2',
		'/status/api/v1/schedules?per_page=100&page=1',
	]);
});

test('of an Upptime repository GitHub is asked for issues, comments and sites', async () => {
	const many = Array.from({ length: 100 }, (_, number) => ({ number }));
	const asked: string[] = [];
	const answer = async (url: string) => {
		asked.push(url);
		return { status: 200, text: JSON.stringify(url.endsWith('labels=status&per_page=100&page=1') ? many : []) };
	};
	const { url, files } = await readHistoryFiles('upptime', ['https://github.com/lantern/upptime/'], answer, () => {});
	const api = 'https://api.github.com/repos/lantern/upptime/issues';
	expect([url, files.map(({ file }) => file)]).toEqual(['https://github.com/lantern/upptime', asked]);
	expect(asked).toEqual([
		`${api}?state=all&labels=status&per_page=100&page=1`,
		`${api}?state=all&labels=status&per_page=100&page=2`,
		`${api}?state=all&labels=maintenance&per_page=100&page=1`,
		`${api}/comments?per_page=100&page=1`,
		'https://raw.githubusercontent.com/lantern/upptime/HEAD/history/summary.json',
	]);
});

test.each([
	[['instatus', 'https://lantern.instatus.com'], 'expected files: instatus answers what is past to nobody'],
	[['upptime', 'https://lantern.example'], 'expected https://github.com/OWNER/REPOSITORY, or files'],
	[['cachet', '/nowhere.json'], '/nowhere.json: expected this file: it is missing'],
	[['kener', '/nowhere.json', '--zone', 'Mars'], '--zone: expected a time zone such as America/Sao_Paulo, not "Mars"'],
])('%j is refused in words', async (words, expected) => {
	const { status, stdout, stderr } = await vigente('import', ...words);
	expect([status, stdout]).toEqual([1, '']);
	expect(stderr).toContain(expected);
});

test('an empty folder and an address that fails are named, and nothing is imported', async () => {
	mkdirSync(inFolder('empty'));
	expect((await vigente('import', 'kener', inFolder('empty'))).stderr).toContain('empty: expected *.json, found none');
	const url = await serve(() => null);
	expect((await vigente('import', 'cachet', url)).stderr).toContain(
		`${url}/api/v1/components?per_page=100&page=1: expected an answer, found status 404`,
	);
	expect(await stored(({ publications }) => publications.entries(0, 10))).toEqual([]);
});

/** A status page on this machine. */
async function serve(answer: (path: string) => string | null): Promise<string> {
	server = createServer((request, response) => {
		const text = answer(request.url ?? '');
		response.statusCode = text === null ? 404 : 200;
		response.end(text ?? '');
	});
	await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
