import { expect, test } from 'vitest';
import { importingFrom, incidentsIn, worksIn } from './importing.ts';

const repository = 'https://github.com/lantern/upptime';
const sites = [
	{ name: 'Website', url: 'https://lantern.example', slug: 'website', status: 'up', uptime: '99.98%' },
	{ name: 'API', url: 'https://api.lantern.example', slug: 'api', status: 'up', uptime: '100.00%' },
];

function issue(given: object = {}) {
	return {
		...{ number: 12, title: '🛑 Website is down', state: 'closed', html_url: `${repository}/issues/12` },
		...{
			labels: [
				{ id: 1, name: 'status' },
				{ id: 2, name: 'website' },
			],
			user: { login: 'someone', type: 'Bot' },
		},
		...{ created_at: '2026-03-01T10:00:00Z', closed_at: '2026-03-01T11:00:05Z' },
		body: 'In `abc1234`, Website (https://lantern.example) was **down**:\n- HTTP code: 0',
		...given,
	};
}

function comment(id: number, created_at: string, body: string, author_association = 'MEMBER', type = 'User') {
	return {
		id,
		issue_url: `https://api.github.com/repos/lantern/upptime/issues/12`,
		body,
		created_at,
		author_association,
		user: { login: 'someone', type },
	};
}

const found = comment(101, '2026-03-01T10:20:00Z', '**Identified**: the disk was full.');
const over = comment(102, '2026-03-01T11:00:00Z', '**Resolved:** Website is back up in `def5678`.', 'NONE', 'Bot');

test('issues and their comments come as incidents, once, and nobody is named', async () => {
	const { stores, load } = importingFrom('upptime');
	const stranger = comment(103, '2026-03-01T10:30:00Z', 'Me too!', 'NONE');
	const files = {
		...{ 'issues.json': [issue(), issue({ number: 13, title: 'A question', labels: [] })] },
		...{ 'comments.json': [found, stranger, over], 'summary.json': sites },
	};
	expect(await load(files)).toMatchObject({
		...{ pages: ['upptime'], components: 2, incidents: 1 },
		notes: ['1 comments of who does not belong to the repository: left out'],
	});
	expect(await incidentsIn(stores)).toEqual([
		{
			...{ title: '🛑 Website is down', status: 'resolved', impact: 'critical' },
			...{ startedAt: '2026-03-01T10:00Z', resolvedAt: '2026-03-01T11:00:05.000Z' },
			updates: [
				['2026-03-01T10:00Z', 'investigating', expect.stringContaining('was **down**')],
				['2026-03-01T10:20Z', 'identified', '**Identified**: the disk was full.'],
				['2026-03-01T11:00Z', 'resolved', expect.stringContaining('back up')],
			],
			changes: [['2026-03-01T10:00Z', 'website', 'major_outage']],
		},
	]);
	expect(await load(files)).toMatchObject({ components: 0, incidents: 0, updated: 0 });
	expect(JSON.stringify(await stores.publications.entries(0, 10))).not.toContain('someone');
});

test('news of an open issue are added to it', async () => {
	const { stores, load } = importingFrom('upptime');
	const open = issue({ state: 'open', closed_at: null, title: '⚠️ Website has degraded performance' });
	await load({ 'issues.json': [open], 'summary.json': sites });
	expect(await incidentsIn(stores)).toMatchObject([
		{ status: 'investigating', resolvedAt: null, changes: [['2026-03-01T10:00Z', 'website', 'degraded_performance']] },
	]);
	await load({ 'issues.json': [issue()], 'comments.json': [found, over], 'summary.json': sites });
	expect(await incidentsIn(stores)).toMatchObject([{ status: 'resolved', resolvedAt: '2026-03-01T11:00:05.000Z' }]);
});

test('an issue with the label maintenance says when in a comment that nobody sees', async () => {
	const { stores, load } = importingFrom('upptime');
	const work = (given: object = {}) =>
		issue({
			...{ title: 'New lamps', state: 'open', closed_at: null, labels: ['maintenance'] },
			body: '<!--\nstart: 2026-03-20T02:00:00+00:00\nend: 2026-03-20T04:00:00+00:00\nexpectedDown: website, api\n-->\nAll lamps.',
			...given,
		});
	await load({ 'issues.json': [work(), work({ number: 14, body: 'Some day.' })], 'summary.json': sites });
	const planned = { components: ['website', 'api'], from: '2026-03-20T02:00Z', until: '2026-03-20T04:00Z' };
	expect(await worksIn(stores)).toMatchObject([
		{ ...planned, status: 'scheduled', updates: [['2026-03-01T10:00Z', 'scheduled', 'All lamps.']] },
	]);
	await load({ 'issues.json': [work({ state: 'closed', closed_at: '2026-03-10T10:00:00Z' })], 'summary.json': sites });
	expect(await worksIn(stores)).toMatchObject([{ status: 'cancelled', endedAt: null }]);
});

test('a number is that of its repository alone', async () => {
	const { stores, load } = importingFrom('upptime');
	await load({ 'issues.json': [issue()], 'summary.json': sites });
	await load({ 'issues.json': [issue()], 'summary.json': sites }, { url: 'https://github.com/other/upptime' });
	expect(await incidentsIn(stores)).toHaveLength(2);
});
