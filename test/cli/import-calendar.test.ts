import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import { calendar, event } from '../calendars/calendar-builders.ts';
import { inFolder, stored, vigente, withDatabase } from './cli.ts';

withDatabase();

let server: Server | undefined;
// It counts from now on.
const soon = (days: number) =>
	`${new Date(Date.now() + days * DAY).toISOString().slice(0, 10).replaceAll('-', '')}T020000Z`;
const text = calendar(event({ DTSTART: soon(20), DTEND: soon(21) }));

afterEach(() => void server?.close());

test('a calendar in a file is posted once', async () => {
	writeFileSync(inFolder('work.ics'), text);
	const words = ['import', 'ics', inFolder('work.ics'), '--component', 'whatsapp'];
	expect(await vigente(...words)).toEqual({
		status: 0,
		stdout: 'Scheduled 1, moved 0, cancelled 0; 0 stand as they were.\n',
		stderr: '',
	});
	expect(JSON.parse((await vigente(...words, '--json')).stdout)).toEqual({
		...{ scheduled: 0, moved: 0, cancelled: 0, unchanged: 1, notes: [] },
	});
	const entries = await stored(({ publications }) => publications.entries(0, 10));
	expect(entries).toMatchObject([{ actor: 'cli', action: 'maintenance.scheduled' }]);
	expect((await vigente('verify')).stdout).toContain('ok: 1 publications');
});

test('a calendar comes from its address', async () => {
	server = createServer((request, response) => {
		response.statusCode = request.url === '/work.ics' ? 200 : 404;
		response.end(text);
	});
	await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	expect((await vigente('import', 'ics', `${url}/work.ics`, '--component', 'whatsapp')).stdout).toContain(
		'Scheduled 1',
	);
	const missing = await vigente('import', 'ics', `${url}/other.ics`, '--component', 'whatsapp');
	expect([missing.status, missing.stderr]).toEqual([
		1,
		`vigente: ${url}/other.ics: expected a calendar, found status 404\n`,
	]);
});

test.each([
	[['--component', 'nobody'], '/components/0: '],
	[['--component', 'whatsapp', '--days', '1000'], '--days: expected a number from 1 to 400, not "1000"'],
	[[], "required option '--component <slug...>' not specified"],
])('%j is refused in words, and nothing is written', async (words, expected) => {
	writeFileSync(inFolder('work.ics'), text);
	const { status, stdout, stderr } = await vigente('import', 'ics', inFolder('work.ics'), ...words);
	expect([status, stdout]).toEqual([1, '']);
	expect(stderr).toContain(expected);
	expect(await stored(({ publications }) => publications.entries(0, 10))).toEqual([]);
});

test('a file that is no calendar is refused', async () => {
	writeFileSync(inFolder('work.ics'), '<html></html>');
	const { status, stderr } = await vigente('import', 'ics', inFolder('work.ics'), '--component', 'whatsapp');
	expect([status, stderr]).toEqual([1, 'vigente: Expected a whole calendar, from BEGIN:VCALENDAR to END:VCALENDAR\n']);
});
