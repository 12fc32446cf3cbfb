import { expect, test } from 'vitest';
import { importingFrom, incidentsIn } from './importing.ts';

const config = `title: Lantern Co.
baseURL: https://status.lantern.example/
params:
  categories: [{ name: All }]
  systems:
    - { name: API, description: For programs, category: All }
    - { name: Media proxy, category: All }
`;
const name = 'content/issues/2026-03-01-dark-media.md';
const issue = (given = '', text = updates) => `---
Title: Dark media
date: 2026-03-01 10:00:00
severity: down
affected:
  - Media proxy
section: issue
${given || 'resolved: true\nresolvedWhen: 2026-03-01 12:00:00'}
---
${text}`;
const updates = `
*Resolved* - It is light. {{< track "2026-03-01 12:00:00" >}}

**Monitoring** - A lamp was put in.

It seems to hold. {{< track "2026-03-01 11:00:00" >}}

*Investigating* - It is dark. {{< track "2026-03-01 10:00:00" >}}
`;

test('the issues of a folder come with their updates and systems, once', async () => {
	const { stores, load } = importingFrom('cstate');
	const files = { 'config.yml': config, [name]: issue(), 'content/issues/again.md': issue().replace('Dark', 'No') };
	expect(await load(files)).toMatchObject({ pages: ['Lantern Co.'], components: 2, incidents: 2, notes: [] });
	expect((await incidentsIn(stores)).slice(0, 1)).toEqual([
		{
			...{ title: 'Dark media', status: 'resolved', impact: 'critical' },
			...{ startedAt: '2026-03-01T10:00Z', resolvedAt: '2026-03-01T12:00Z' },
			updates: [
				['2026-03-01T10:00Z', 'investigating', 'It is dark.'],
				['2026-03-01T11:00Z', 'monitoring', 'A lamp was put in.\n\nIt seems to hold.'],
				['2026-03-01T12:00Z', 'resolved', 'It is light.'],
			],
			changes: [['2026-03-01T10:00Z', 'media-proxy', 'major_outage']],
		},
	]);
	expect(await load(files)).toMatchObject({ components: 0, incidents: 0, updated: 0 });
});

test('news above the known are added, in the zone that is said', async () => {
	const { stores, load } = importingFrom('cstate');
	const zone = 'America/Sao_Paulo';
	const before = issue('resolved: false', updates.split('\n').slice(3).join('\n'));
	await load({ 'config.yml': config, [name]: before }, { zone });
	expect(await incidentsIn(stores)).toMatchObject([
		{ status: 'monitoring', startedAt: '2026-03-01T13:00Z', resolvedAt: null },
	]);
	expect(await load({ 'config.yml': config, [name]: issue() }, { zone })).toMatchObject({ incidents: 0, updated: 1 });
	const [{ updates: told, status } = { updates: [] }] = await incidentsIn(stores);
	expect([status, told.length]).toEqual(['resolved', 3]);
});

test('a text without dates is one update, a notice hurts nothing, and two sites may have a file of one name', async () => {
	const { stores, load } = importingFrom('cstate');
	const plain = issue('severity: notice\nresolved: true', 'It was dark.').replace('severity: down\n', '');
	await load({ 'config.yml': config, [name]: plain });
	expect(await incidentsIn(stores)).toMatchObject([
		{
			impact: 'none',
			changes: [],
			updates: [['2026-03-01T10:00Z', 'investigating', 'It was dark.']],
			resolvedAt: '2026-03-01T10:00Z',
		},
	]);
	await load({ 'config.yml': config.replace('status.', 'other.'), [name]: plain });
	expect(await incidentsIn(stores)).toHaveLength(2);
});

test('what is no incident is left out, and a folder without a configuration is refused', async () => {
	const { load } = importingFrom('cstate');
	const files = {
		...{
			'config.yml': config,
			[name]: issue(),
			'content/issues/_index.md': '---\ntitle: Issues\ndate: 2020-01-01\nsection: page\n---\n',
		},
		'content/issues/meeting.md': issue('informational: true'),
		'content/issues/odd.md': issue('resolved: perhaps'),
		'content/issues/none.md': 'Nothing',
		'content/issues/when.md': issue('resolved: false').replace('2026-03-01 10:00:00', 'March'),
	};
	const { incidents, notes } = await load(files);
	expect([incidents, notes]).toEqual([
		1,
		[
			'content/issues/meeting.md: left out: it is an announcement, and no incident',
			expect.stringContaining('content/issues/odd.md: left out: line 8: resolved: expected a boolean'),
			'content/issues/none.md: left out: expected a heading in YAML between two lines of "---"',
			expect.stringContaining('"Dark media": left out: created_at: expected'),
		],
	]);
	await expect(load({ [name]: issue() })).rejects.toThrow('with its config.yml: it is missing');
	await expect(load({ 'config.yml': 'title: [', [name]: issue() })).rejects.toThrow('config.yml: line 1');
});
