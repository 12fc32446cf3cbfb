import { expect, test } from 'vitest';
import { importingFrom, incidentsIn, worksIn } from './importing.ts';

const site = { id: 'ckp01lantern9i40a32oas5b0', name: 'Lantern Co.', subdomain: 'lantern', customDomain: null };
const web = { id: 'ckw01website0a35nh1qzssm0', name: 'Website', status: 'OPERATIONAL', showUptime: true, site };
const components = [
	{ ...web, description: 'What people see', order: 0, group: null, incidents: [] },
	{ ...web, id: 'cka01apiapi00a35nh1qzssm0', name: 'API', order: 1 },
];

function incident(given: object = {}) {
	return {
		...{ id: 'cki01incident00a32wrljz10', name: 'The website was dark', status: 'RESOLVED', impact: 'MAJOROUTAGE' },
		...{ started: '2026-03-01T10:00:00.000Z', resolved: '2026-03-01T11:00:00.000Z', components: [web] },
		updates: [
			update('ckx01update000a32jtv8ovp0', 'RESOLVED', '2026-03-01T11:00:00.000Z', 'It is light.'),
			update('ckx00update000a32jtv8ovp0', 'INVESTIGATING', '2026-03-01T10:00:00.000Z', 'It is dark.'),
		],
		...given,
	};
}

function update(id: string, status: string, started: string, message: string) {
	return { ...{ id, status, started, message }, messageHtml: `<p>${message}</p>`, notify: true, createdAt: started };
}

test('a history comes with its updates and components, once', async () => {
	const { stores, load } = importingFrom('instatus');
	const files = { 'components.json': components, 'incidents.json': [incident()] };
	expect(await load(files)).toMatchObject({ pages: ['Lantern Co.'], components: 2, incidents: 1, notes: [] });
	expect(await incidentsIn(stores)).toEqual([
		{
			...{ title: 'The website was dark', status: 'resolved', impact: 'critical' },
			...{ startedAt: '2026-03-01T10:00Z', resolvedAt: '2026-03-01T11:00Z' },
			updates: [
				['2026-03-01T10:00Z', 'investigating', 'It is dark.'],
				['2026-03-01T11:00Z', 'resolved', 'It is light.'],
			],
			changes: [['2026-03-01T10:00Z', 'website', 'major_outage']],
		},
	]);
	expect(await load(files)).toMatchObject({ components: 0, incidents: 0, updated: 0 });
});

test('news are added; where nothing says how bad it is, that is said', async () => {
	const { stores, load } = importingFrom('instatus');
	const [, first] = incident().updates;
	const open = incident({ status: 'INVESTIGATING', resolved: null, impact: undefined, updates: [first] });
	expect((await load({ 'i.json': [open] })).notes).toEqual([expect.stringContaining('told as degraded performance')]);
	expect(await load({ 'i.json': [incident()] })).toMatchObject({ incidents: 0, updated: 1 });
	expect(await incidentsIn(stores)).toMatchObject([
		{ status: 'resolved', changes: [['2026-03-01T10:00Z', 'website', 'degraded_performance']] },
	]);
});

test('maintenance lasts as long as it was planned for', async () => {
	const { stores, load } = importingFrom('instatus');
	const work = (given: object = {}) => ({
		...{ id: 'ckm01work00000a32wrljz100', name: 'New lamps', status: 'NOTSTARTEDYET', duration: 60 },
		...{ start: '2026-03-20T02:00:00.000Z', components: [web] },
		updates: [
			{
				...update('ckx02update000a32jtv8ovp0', 'NOTSTARTEDYET', '2026-03-20T02:00:00.000Z', 'All lamps.'),
				createdAt: '2026-03-05T10:00:00.000Z',
			},
		],
		...given,
	});
	await load({ 'm.json': [work()] });
	const told = { from: '2026-03-20T02:00Z', until: '2026-03-20T03:00Z', components: ['website'] };
	expect(await worksIn(stores)).toMatchObject([
		{ ...told, status: 'scheduled', updates: [['2026-03-05T10:00Z', 'scheduled', 'All lamps.']] },
	]);
	expect(await load({ 'm.json': [work({ start: '2026-03-21T02:00:00.000Z' })] })).toMatchObject({ updated: 1 });
	expect(await worksIn(stores)).toMatchObject([{ from: '2026-03-21T02:00Z', until: '2026-03-21T03:00Z' }]);
	expect((await load({ 'm.json': [work(), work({ duration: 'long' })] })).notes).toEqual([
		expect.stringContaining('maintenance "New lamps": left out: duration: expected'),
	]);
});
