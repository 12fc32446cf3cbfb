import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContentError } from '../../src/files/content-error.ts';
import { readHistory } from '../../src/histories/history.ts';
import { tools } from '../../src/histories/reader.ts';
import { now } from './importing.ts';

/** What the readers look for, and what may stand there instead. */
const names = [
	...['id', 'name', 'title', 'status', 'state', 'updates', 'components', 'message', 'body', 'number', 'labels', 'tag'],
	...[
		'visible',
		'human_status',
		'status_name',
		'scheduled_at',
		'occurred_at',
		'created_at',
		'updated_at',
		'component_id',
	],
	...['started', 'start', 'duration', 'resolved', 'impact', 'site', 'html_url', 'closed_at', 'issue_url', 'slug'],
	...[
		'start_date_time',
		'end_date_time',
		'monitors',
		'comment',
		'incident_id',
		'timestamp',
		'event_id',
		'event_status',
	],
	...[
		'type',
		'attributes',
		'relationships',
		'user',
		'author_association',
		'url',
		'permalink',
		'__proto__',
		'constructor',
	],
];
const plain = fc.oneof(
	fc.constantFrom(null, true, '', 'x', 'RESOLVED', 'closed', 'status', 'maintenance', '42', '2026-03-01 10:00:00'),
	fc.constantFrom('2026-03-01T10:00:00Z', '275760-09-14', 'https://a.example/b', '\u0000]]>\u202e', 'start: x\nend: y'),
	fc.constantFrom(0, 1, 4, -1, 1e300, 1_772_359_200),
);
const { record } = fc.letrec<{ record: object; value: unknown }>((tie) => ({
	value: fc.oneof({ depthSize: 'small' }, plain, tie('record'), fc.array(tie('record'), { maxLength: 3 })),
	record: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 20 }),
}));
const answer = fc.oneof(
	fc.array(record, { maxLength: 4 }),
	fc.record({ data: fc.array(record, { maxLength: 4 }), included: fc.array(record, { maxLength: 2 }) }),
	fc.record({ incidents: fc.array(record, { maxLength: 4 }) }),
);

test.each(tools.filter((tool) => tool !== 'cstate'))('whatever %s may answer is read, or refused in words', (tool) => {
	fc.assert(
		fc.property(answer, (json) => {
			const files = [{ file: 'a.json', source: JSON.stringify(json) }];
			isReadOrRefused(() => readHistory({ tool, files, url: 'https://a.example', zone: 'UTC' }, now));
		}),
		{ numRuns: 100 },
	);
});

test('whatever stands in a file of cState is read, or refused in words', () => {
	const config = {
		file: 'config.yml',
		source: 'title: A\nbaseURL: https://a.example\nparams: { systems: [{ name: Web }] }',
	};
	const part = fc.constantFrom(
		'---\n',
		'title: A\n',
		'date: 2026-03-01 10:00:00\n',
		'affected: [Web]\n',
		'severity: down\n',
		'resolved: true\n',
		'{{< track "',
		'" >}}',
		'*Resolved* - ',
		'[',
		': ',
		'\u0000',
	);
	fc.assert(
		fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
			const files = [config, { file: 'content/issues/a.md', source: parts.join('') }];
			isReadOrRefused(() => readHistory({ tool: 'cstate', files, url: null, zone: 'UTC' }, now));
		}),
		{ numRuns: 100 },
	);
});

function isReadOrRefused(read: () => unknown): void {
	try {
		read();
	} catch (error) {
		expect(error).toBeInstanceOf(ContentError);
	}
}
