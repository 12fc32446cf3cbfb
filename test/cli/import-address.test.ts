import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { maintenance, summary } from '../statuspage/statuspage-builders.ts';
import { item, rss, said } from '../statuspage/statuspage-feeds.ts';
import { stored, vigente, withDatabase } from './cli.ts';

withDatabase();

const past = item({ id: 'fogbank00001', html: said('Feb 2', '10:30', 'Resolved', 'Gone.') });
const { page, incidents, components } = summary();
let server: Server | undefined;

afterEach(() => void server?.close());

test('a whole page comes from its address, and a second time only what is new', async () => {
	const answers: Record<string, string> = {
		'/api/v2/summary.json': JSON.stringify(summary()),
		'/api/v2/incidents.json': JSON.stringify({ page, incidents }),
		'/api/v2/scheduled-maintenances.json': JSON.stringify({ page, scheduled_maintenances: [maintenance()] }),
		'/history.atom': rss(past),
	};
	const url = await serve(answers);
	expect(await vigente('import', 'statuspage', `${url}/`)).toEqual({
		status: 0,
		stdout: 'Lantern Co.: imported 2 components, 2 incidents, 1 maintenance.\n',
		stderr: '',
	});
	expect((await vigente('import', 'statuspage', url)).stdout).toBe('Lantern Co.: nothing new.\n');
	answers['/history.atom'] = rss(item({ html: said('Mar 2', '11:00', 'Resolved', 'Bright.') }), past);
	const { stdout } = await vigente('import', 'statuspage', '--json', url);
	expect(JSON.parse(stdout)).toMatchObject({ components: 0, incidents: 0, maintenances: 0, updated: 1 });
	expect(await stored(({ incidents }) => incidents.find('dimlamps0001'))).toMatchObject({ status: 'resolved' });
}, 20_000);

test('what a page lacks is said, and not missed', async () => {
	const url = await serve({ '/api/v2/summary.json': JSON.stringify(summary()), '/history.rss': rss(past) });
	const { status, stdout } = await vigente('import', 'statuspage', url);
	expect(status).toBe(0);
	expect(stdout.trimEnd().split('\n')).toEqual([
		'Lantern Co.: imported 2 components, 2 incidents, 0 maintenances.',
		`${url}/api/v2/incidents.json: there is none: left out`,
		`${url}/api/v2/scheduled-maintenances.json: there is none: left out`,
	]);
});

test('one answer of a page is read by its own address', async () => {
	const url = await serve({ '/api/v2/components.json?x=1': JSON.stringify({ page, components }) });
	const { stdout } = await vigente('import', 'statuspage', `${url}/api/v2/components.json?x=1`);
	expect(stdout).toBe('Lantern Co.: imported 2 components, 0 incidents, 0 maintenances.\n');
});

test.each([
	['has no summary', {}, 'expected the answer of a status page, found status 404'],
	['fails', { '/api/v2/summary.json': JSON.stringify(summary()), '/history.atom': 500 }, 'found status 500'],
	['is something else', { '/api/v2/summary.json': '<html>' }, 'summary.json: expected JSON, found a web page'],
	[
		'is half broken',
		{ '/api/v2/summary.json': JSON.stringify(summary()), '/history.atom': '<rss>' },
		'history.atom: expected the whole history',
	],
])('of an address that %s nothing is imported', async (_, answers, expected) => {
	const url = await serve(answers);
	const { status, stdout, stderr } = await vigente('import', 'statuspage', url);
	expect([status, stdout]).toEqual([1, '']);
	expect(stderr).toContain(expected);
	expect(await stored(({ publications }) => publications.entries(0, 10))).toEqual([]);
});

test('an address where nobody answers is named, and one that is none', async () => {
	const url = await serve({});
	await new Promise((resolve) => server?.close(resolve));
	const { stderr } = await vigente('import', 'statuspage', url);
	expect(stderr).toContain(`${url}/api/v2/summary.json: cannot be read: connection refused`);
	const other = await vigente('import', 'statuspage', 'ftp://status.lantern.example');
	expect(other.stderr).toBe(
		'vigente: ftp://status.lantern.example: expected an address with http:// or https://, or a file\n',
	);
});

/** A status page on this machine. @param answers by path, a number for the status of a failure */
async function serve(answers: Record<string, string | number>): Promise<string> {
	server = createServer((request, response) => {
		const answer = answers[request.url ?? ''] ?? 404;
		response.statusCode = typeof answer === 'number' ? answer : 200;
		response.end(String(answer));
	});
	await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
