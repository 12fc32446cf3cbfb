import { spawnSync } from 'node:child_process';
import { createWriteStream, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { databaseUrl, type Ended, inFolder, vigente, withDatabase } from './cli.ts';

withDatabase();

const header =
	'reference,document,plan,criticality,received_at,first_response_at,accepted_at,solved_at,cause,justification';

beforeEach(() => vigente('sla', 'publish', 'blip-go', 'content/sla/blip-go/1.es.md', '--confirm-all'));

function fileOf(text: string): string {
	const file = inFolder('tickets.csv');
	writeFileSync(file, text);
	return file;
}

test('a file in Windows-1252 is refused with its line, or read as what it is', async () => {
	const row = (text: string) => `T-2,blip-go,pro,urgent,2026-11-24T15:00:00-03:00,,,,own,${text}\n`;
	const file = fileOf('');
	writeFileSync(
		file,
		Buffer.from(`${header}\n${row('Todo bien').replace('T-2', 'T-1')}${row('Falló la conexión')}`, 'latin1'),
	);
	expect(await vigente('tickets', 'import', file)).toMatchObject({
		status: 1,
		stdout: '',
		stderr: expect.stringContaining('line 3: expected UTF-8, found other bytes: save the file as UTF-8, or say'),
	});
	const { status, stdout } = await vigente('tickets', 'import', '--encoding', 'windows-1252', file);
	expect([status, stdout]).toEqual([0, 'Recorded 2 tickets; 0 were known already, just as they are.\n']);
	writeFileSync(file, `\uFEFF${header}\n${row('Falló la conexión')}`);
	expect((await vigente('tickets', 'import', file)).stdout).toContain('1 were known already');
	writeFileSync(file, `${header}\n${row('Fall\uFFFD la conexi\uFFFDn')}`);
	expect(await vigente('tickets', 'import', file)).toMatchObject({
		status: 1,
		stderr: expect.stringContaining(
			'line 2: justification: expected text, found the mark of a lost character (U+FFFD)',
		),
	});
}, 30_000);

test('a file is recorded once; recording it again is no news', async () => {
	const file = fileOf(
		[
			header,
			'T-1,blip-go,pro,high,2026-03-02T10:00:00-03:00,2026-03-02T10:20:00-03:00,,,,',
			'T-2,blip-go,pro,urgent,2026-03-02T10:00:00-03:00,,,,whatsapp,"Dos líneas,\ncon coma"',
			'',
		].join('\n'),
	);
	expect(await vigente('tickets', 'import', file)).toMatchObject({
		status: 0,
		stdout: 'Recorded 2 tickets; 0 were known already, just as they are.\n',
		stderr: '',
	});
	const again = await vigente('tickets', 'import', file, '--json');
	expect(JSON.parse(again.stdout)).toEqual({ recorded: 0, unchanged: 2 });
});

test('semicolons and the mark of a spreadsheet are understood', async () => {
	const file = fileOf(
		'\uFEFFreference;document;plan;criticality;received_at\r\nT-1;blip-go;pro;high;2026-03-02T10:00:00-03:00\r\n',
	);
	expect(JSON.parse((await vigente('tickets', 'import', file, '--json')).stdout)).toEqual({
		recorded: 1,
		unchanged: 0,
	});
});

test('of a file with errors nothing is recorded, and each is told with its line', async () => {
	const good = Array.from({ length: 1500 }, (_, i) => `G-${i},blip-go,pro,high,2026-03-02T10:00:00-03:00,,,,,`);
	const bad = [
		'"T-1",blip-go,pro,high,2026-03-02T10:00:00-03:00,,,,,"two\nlines"',
		'T 2,blip-go,pro,high,2026-03-02T10:00:00-03:00,,,,,',
		'T-3,blip-go,gold,high,2026-03-02T10:00:00-03:00,,,,,',
		'T-4,blip-go,pro,high,2026-03-02T10:00:00-03:00,2026-03-01T10:00:00-03:00,,,,',
		'G-7,blip-go,pro,high,2026-03-02T10:00:00-03:00,,,,,',
		'T-5,blip-go,pro,high,2026-03-02T10:00:00-03:00,,,,,"So[^1]"',
	];
	const file = fileOf([header, ...good, ...bad].join('\n'));
	const { status, stdout, stderr } = await vigente('tickets', 'import', file);
	expect([status, stdout]).toEqual([1, '']);
	expect(
		stderr
			.trim()
			.split('\n')
			.map((line) => line.replace(`vigente: ${file}: `, '')),
	).toEqual([
		'line 1504: reference: expected 1 to 64 letters, digits, ".", "_" or "-"',
		'line 1505: plan: expected "pro": there is no "gold"',
		'line 1506: first_response_at: expected an instant that is not before received_at',
		'line 1507: reference: "G-7" stands in line 9 already',
		'line 1508: justification: line 1: found "[^1]": there are no footnotes: say it in the text',
		'vigente: nothing was recorded',
	]);
	const rest = fileOf([header, ...good].join('\n'));
	expect(JSON.parse((await vigente('tickets', 'import', rest, '--json')).stdout)).toEqual({
		recorded: 1500,
		unchanged: 0,
	});
});

test('other columns, no file and an empty file are refused in one line each', async () => {
	const unknown = await vigente('tickets', 'import', fileOf(`${header},customer\n`));
	expect(unknown).toMatchObject({ status: 1, stderr: expect.stringContaining('line 1: unknown column "customer"') });
	expect((await vigente('tickets', 'import', '/nowhere.csv')).stderr).toBe(
		'vigente: /nowhere.csv: there is no such file\n',
	);
	expect((await vigente('tickets', 'import', fileOf(''))).stderr).toContain(
		'expected a header and at least one ticket',
	);
});

test('forty thousand lines need no more memory than a few', { timeout: 600_000 }, async () => {
	const file = inFolder('many.csv');
	const stream = createWriteStream(file);
	stream.write(`${header}\n`);
	for (let i = 0; i < 40_000; i++) {
		const received = new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();
		stream.write(
			`K-${i},blip-go,pro,normal,${received},${received},${received},,own,Un motivo bastante largo que ocupa su lugar\n`,
		);
	}
	await new Promise((done) => stream.end(done));
	// Node itself and the libraries take 60 MB of these.
	const { status, stdout, stderr } = inLittleMemory('tickets', 'import', file, '--json');
	expect([status, stderr]).toEqual([0, `Database: ${inFolder('vigente.db')}\n`]);
	expect(JSON.parse(stdout)).toEqual({ recorded: 40_000, unchanged: 0 });
});

function inLittleMemory(...words: string[]): Ended {
	const env = { ...process.env, DATABASE_URL: databaseUrl() };
	const args = ['--max-old-space-size=72', 'src/cli.ts', ...words];
	return spawnSync(process.execPath, args, { env, encoding: 'utf8' });
}
