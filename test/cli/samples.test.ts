import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inFolder, stored, vigente, withDatabase } from './cli.ts';

withDatabase();

const header = 'component,start,measurements,failed,response_ms,p95_ms';

function fileOf(...lines: string[]): string {
	const file = inFolder('figures.csv');
	writeFileSync(file, lines.join('\n'));
	return file;
}

const ever = { start: 0, end: Number.MAX_SAFE_INTEGER };
const given = ['samples', 'import', '--from', 'Uptime Kuma'];

test('a file is imported once; importing it again is no news', async () => {
	const file = fileOf(
		header,
		'api,2025-01-01,1440,2,84.4,120',
		'api,2025-01-02,1440,0,,',
		'chatbots,2025-01-02T03:00:00Z,60,0,,',
	);
	expect(await vigente(...given, file)).toMatchObject({
		status: 0,
		stdout: 'Imported 3 figures of Uptime Kuma; 0 were known already.\n',
		stderr: '',
	});
	expect(JSON.parse((await vigente(...given, file, '--json')).stdout)).toEqual({
		imported: 0,
		replaced: 0,
		unchanged: 3,
	});
	expect(await stored((stores) => stores.importedFigures.sums('api', ever))).toEqual([
		{ source: 'Uptime Kuma', count: 2880, failed: 2, shortest: 84, longest: 84 },
	]);
	expect((await vigente('verify')).status).toBe(0);
	const other = fileOf('\uFEFFstart;measurements;failed', '2025-01-01;1440;3');
	expect((await vigente(...given, '--component', 'api', other)).stderr).toContain(
		'line 2: start: expected the figures that',
	);
	expect((await vigente(...given, '--component', 'api', '--replace', other)).stdout).toBe(
		'Imported 0 figures of Uptime Kuma, 1 in the place of others; 0 were known already.\n',
	);
});

test('of a file with errors nothing is imported, and each is told with its line', async () => {
	const file = fileOf(
		header,
		'api,2025-01-01,1440,2,,',
		'api,2025-02-30,1440,2,,',
		'api,2025-01-03T10:30:00Z,60,0,,',
		'api,2025-01-04,10,11,,',
		'api,2025-01-05,0,0,,',
		'api,2025-01-06,many,0,,',
		'api,2025-01-07,10,0,90,80',
	);
	const { status, stdout, stderr } = await vigente(...given, file);
	expect([status, stdout]).toEqual([1, '']);
	const lines = stderr.trim().split('\n');
	expect(lines.map((line) => line.replace(`vigente: ${file}: `, ''))).toEqual([
		'line 3: start: expected a day such as "2026-11-20", or a full hour of UTC such as "2026-11-20T16:00:00Z"',
		'line 4: start: expected a day such as "2026-11-20", or a full hour of UTC such as "2026-11-20T16:00:00Z"',
		'line 5: failed: expected no more than there are measurements',
		'line 6: measurements: expected at least one measurement',
		'line 7: measurements: expected a whole number',
		'line 8: p95_ms: expected a time not below response_ms',
		'vigente: nothing was imported',
	]);
	expect(await stored((stores) => stores.importedFigures.sums('api', ever))).toEqual([]);
	const rules = fileOf(header, 'api,2025-01-01,1,0,,', 'none,2025-01-01,1,0,,', 'api,2099-01-01,1,0,,');
	expect((await vigente(...given, rules)).stderr).toBe(
		`vigente: ${rules}: line 3: component: there is no component "none"
vigente: ${rules}: line 4: start: expected a time that is over
vigente: nothing was imported
`,
	);
});

test('other columns, no file, no name and an empty file are refused', async () => {
	const line = 'api,2025-01-01,1,0,,';
	expect((await vigente(...given, fileOf(`${header},uptime`))).stderr).toContain('line 1: unknown column "uptime"');
	expect((await vigente(...given, fileOf('component,start'))).stderr).toContain('expected a column "failed"');
	expect((await vigente(...given, '--component', 'api', fileOf(header, line))).stderr).toContain('and not both');
	expect((await vigente(...given, fileOf('start,measurements,failed', '2025-01-01,1,0'))).stderr).toContain(
		'and not both',
	);
	expect((await vigente(...given, fileOf(header))).stderr).toContain('expected a header and at least one line');
	expect((await vigente(...given, '/nowhere.csv')).stderr).toContain('there is no such file');
	expect((await vigente('samples', 'import', fileOf(header, line))).stderr).toContain(
		"required option '--from <name>'",
	);
	expect((await vigente('samples', 'import', '--from', ' ', fileOf(header, line))).stderr).toContain('--from: ');
});
