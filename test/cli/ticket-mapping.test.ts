import { readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { inFolder, stored, vigente, withDatabase } from './cli.ts';

withDatabase();

const at = (text: string) => Date.parse(`2026-03-02T${text}-03:00`);

beforeEach(() => vigente('sla', 'publish', 'blip-go', 'content/sla/blip-go/1.es.md', '--confirm-all'));

test.each([
	['zendesk', '35436', '35437', at('10:22'), at('10:40')],
	['jira', 'PAY-1', 'PAY-2', at('10:22'), at('10:40')],
	['freshdesk', '102', '103', at('10:22:11'), at('10:40:40')],
	['servicenow', 'INC0000045', 'INC0000047', at('10:22'), at('10:40')],
])(
	'the worked example for %s records what it says, and nothing of a person',
	async (desk, solved, open, received, answered) => {
		const mapping = saved('mapping.yaml', example(`${desk}.yaml`).replace('service-desk', 'blip-go'));
		const file = saved('export.csv', example(`${desk}.csv`));
		const { status, stdout, stderr } = await vigente('tickets', 'import', '--map', mapping, file);
		expect([status, stdout, stderr]).toEqual([0, 'Recorded 2 tickets; 0 were known already, just as they are.\n', '']);
		const again = await vigente('tickets', 'import', '--map', mapping, file, '--json');
		expect(JSON.parse(again.stdout)).toEqual({ recorded: 0, unchanged: 2 });
		const common = { document: 'blip-go', plan: 'pro', cause: null, justification: null };
		await stored(async ({ tickets, publications }) => {
			const known = await tickets.known([solved, open]);
			expect(known.get(solved)).toMatchObject({
				...common,
				criticality: 'urgent',
				receivedAt: received,
				firstResponseAt: answered,
				acceptedAt: received,
				solvedAt: at('16:40'),
			});
			expect(known.get(open)).toMatchObject({
				...common,
				criticality: 'normal',
				receivedAt: at('18:05'),
				solvedAt: null,
			});
			expect(JSON.stringify([await publications.entries(0, 10), ...known.values()])).not.toMatch(
				/Person|Caller|Opened by/,
			);
		});
	},
);

test('each error is told with its line and column, and nothing is recorded', async () => {
	const file = saved(
		'export.csv',
		[
			'Key|Prio|Made|Answered|Plan|Who',
			'A-1|High|8/3/26 09:00|12|pro|Someone',
			'A-2|Blocker|8/3/26 09:00|soon|pro|Someone',
			'A-3|High|31/2/26 09:00|5|pro|Someone',
			'A-4||14/3/27 02:30||gold|Someone',
			'A 5|High|8/3/26 09:00|5|pro|Someone',
			'A-6|High|8/3/26 09:00|-5|gold|Someone',
			'A-1|High|8/3/26 09:00|5|pro|Someone',
			'A-7|High|8/3/26 09:00|5|gold|Someone',
		].join('\n'),
	);
	const { status, stdout, stderr } = await vigente('tickets', 'import', '--map', saved('mapping.yaml', small), file);
	expect([status, stdout]).toEqual([1, '']);
	expect(linesOf(stderr, file)).toEqual([
		'line 3: column "Prio" (criticality): expected "High" or "Low", found "Blocker"',
		'line 3: column "Answered" (first_response_at): expected minutes after received_at, such as "31", found "soon"',
		'line 4: column "Made" (received_at): expected a date such as "23/11/21 15:42" that clocks in America/New_York have shown, found "31/2/26 09:00"',
		'line 5: column "Prio" (criticality): expected "High" or "Low", found nothing',
		'line 5: column "Made" (received_at): expected a date such as "23/11/21 15:42" that clocks in America/New_York have shown, found "14/3/27 02:30"',
		'line 6: column "Key" (reference): expected 1 to 64 letters, digits, ".", "_" or "-"',
		'line 7: column "Answered" (first_response_at): expected minutes after received_at, such as "31", found "-5"',
		'line 8: column "Key" (reference): "A-1" stands in line 2 already',
		'line 9: column "Plan" (plan): expected "pro": there is no "gold"',
		'nothing was recorded',
	]);
	expect(await stored(({ tickets }) => tickets.known(['A-1']))).toEqual(new Map());
});

test('a column that the export lacks is named, and so is one that stands there twice', async () => {
	const mapping = saved('mapping.yaml', small);
	const file = saved('export.csv', 'Key|Prio|Made|Made|Plan\nA-1|High|8/3/26 09:00|8/3/26 09:00|pro\n');
	const { status, stderr } = await vigente('tickets', 'import', '--map', mapping, file);
	expect([status, linesOf(stderr, file)]).toEqual([
		1,
		['line 1: expected a column "Answered"', 'line 1: column "Made" stands twice'],
	]);
});

test('a mapping that cannot be meant is refused with its lines', async () => {
	const mapping = saved(
		'mapping.yaml',
		[
			'columns:',
			'  Key: reference',
			'  Reporter: plan',
			'  Prio: critical',
			'  Made: [received_at, solved_at]',
			'  Done: solved_at',
			'always: { customer: x }',
			'values: { cause: { a: b } }',
			'date_format: d/M/yy',
			'zone: Sao Paulo',
			'people: true',
		].join('\n'),
	);
	const { status, stderr } = await vigente('tickets', 'import', '--map', mapping, '/nowhere.csv');
	expect(status).toBe(1);
	expect(linesOf(stderr, mapping)).toEqual([
		expect.stringContaining('line 4: columns.Prio: expected reference, document, plan, criticality, received_at'),
		expect.stringContaining('line 7: always.customer: unknown key, expected reference, document'),
		'line 9: date_format: expected a format that says day, month, year, hour and minute, such as "d/MMM/yy h:mm a"',
		'line 10: zone: expected a time zone such as "America/Sao_Paulo"',
		expect.stringContaining('line 11: people: unknown key, expected columns, always'),
	]);
	const persons = saved(
		'mapping.yaml',
		small.replace('Plan: plan', 'Reporter: plan').replace('Key: reference', 'Key: cause'),
	);
	expect(linesOf((await vigente('tickets', 'import', '--map', persons, '/nowhere.csv')).stderr, mapping)).toEqual([
		'line 1: columns: expected a column for reference, or always',
		'line 6: columns.Reporter: expected no column in which persons are named: nothing of a person is kept of a ticket',
	]);
	expect((await vigente('tickets', 'import', '--map', '/nowhere.yaml', '/nowhere.csv')).stderr).toBe(
		'vigente: /nowhere.yaml: expected this file: it is missing\n',
	);
});

const small = `columns:
  Key: reference
  Prio: criticality
  Made: received_at
  Answered: first_response_at
  Plan: plan
always: { document: blip-go }
values: { criticality: { High: high, Low: normal } }
minutes_after_receipt: [first_response_at]
date_format: d/M/yy HH:mm
zone: America/New_York
delimiter: "|"
`;

function example(name: string): string {
	return readFileSync(new URL(`../../docs/tickets/${name}`, import.meta.url), 'utf8');
}

function saved(name: string, text: string): string {
	writeFileSync(inFolder(name), text);
	return inFolder(name);
}

function linesOf(stderr: string, file: string): string[] {
	return stderr
		.trim()
		.split('\n')
		.map((line) => line.replace('vigente: ', '').replace(`${file}: `, ''));
}
