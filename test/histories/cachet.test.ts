import { expect, test } from 'vitest';
import { importingFrom, incidentsIn, worksIn } from './importing.ts';

const components = {
	data: [
		{
			id: 1,
			name: 'API',
			description: 'For programs',
			status: 3,
			enabled: true,
			updated_at: '2026-03-09 10:00:00',
			status_name: 'Partial Outage',
		},
		{
			id: 2,
			name: 'Web',
			description: '',
			status: 1,
			enabled: true,
			updated_at: '2026-01-01 00:00:00',
			status_name: 'Operational',
		},
		{
			id: 3,
			name: 'Cellar',
			description: '',
			status: 1,
			enabled: false,
			updated_at: '2026-01-01 00:00:00',
			status_name: 'Operational',
		},
	],
};

function incident(given: object = {}) {
	return {
		...{ id: 7, component_id: 2, name: 'Web was slow', status: 1, visible: 1, stickied: false },
		...{ message: 'We **look** into it.', occurred_at: '2026-03-01 10:00:00', created_at: '2026-03-01 10:05:00' },
		...{ updated_at: '2026-03-01 12:30:00', is_resolved: true, human_status: 'Investigating', latest_status: 4 },
		permalink: 'https://status.lantern.example/incidents/7',
		updates: [
			{ id: 12, incident_id: 7, status: 4, message: 'It is well.', user_id: 3, created_at: '2026-03-01 12:00:00' },
			{
				id: 11,
				incident_id: 7,
				status: 2,
				message: 'The disk was full.',
				user_id: 3,
				created_at: '2026-03-01 11:00:00',
			},
		],
		...given,
	};
}

test('a history of version 2 comes with its updates and components, once, in the zone of its server', async () => {
	const { stores, load } = importingFrom('cachet');
	const files = { 'components.json': components, 'incidents.json': { meta: {}, data: [incident()] } };
	expect(await load(files, { zone: 'America/Sao_Paulo' })).toMatchObject({
		...{ pages: ['status.lantern.example'], components: 2, incidents: 1, maintenances: 0 },
		notes: [expect.stringContaining('Cachet does not keep how bad a past incident was')],
	});
	expect(await incidentsIn(stores)).toEqual([
		{
			...{ title: 'Web was slow', status: 'resolved', impact: 'minor' },
			...{ startedAt: '2026-03-01T13:00Z', resolvedAt: '2026-03-01T15:00Z' },
			updates: [
				['2026-03-01T13:00Z', 'investigating', 'We **look** into it.'],
				['2026-03-01T14:00Z', 'identified', 'The disk was full.'],
				['2026-03-01T15:00Z', 'resolved', 'It is well.'],
			],
			changes: [['2026-03-01T13:00Z', 'web', 'degraded_performance']],
		},
	]);
	expect(await load(files, { zone: 'America/Sao_Paulo' })).toMatchObject({ components: 0, incidents: 0, updated: 0 });
});

test('news of an open incident are added to it, and it is as bad as the component is now', async () => {
	const { stores, load } = importingFrom('cachet');
	const open = incident({ component_id: 1, updates: [] });
	await load({ 'c.json': components, 'i.json': { data: [open] } });
	expect(await incidentsIn(stores)).toMatchObject([
		{ status: 'investigating', resolvedAt: null, changes: [['2026-03-01T10:00Z', 'api', 'partial_outage']] },
	]);
	expect(await load({ 'c.json': components, 'i.json': { data: [incident({ component_id: 1 })] } })).toMatchObject({
		incidents: 0,
		updated: 1,
	});
	expect(await incidentsIn(stores)).toMatchObject([{ status: 'resolved', resolvedAt: '2026-03-01T12:00Z' }]);
});

test('what is hidden there stays hidden, and what has no end of its own ended when it was last changed', async () => {
	const { stores, load } = importingFrom('cachet');
	const hidden = incident({ id: 8, name: 'A customer', visible: 0 });
	const alone = incident({ id: 9, name: 'Alone', status: 4, updates: [], component_id: 0 });
	const { notes } = await load({ 'i.json': { data: [hidden, alone] } });
	expect(notes).toEqual([
		expect.stringContaining('does not keep when an incident without updates was over'),
		'incident "A customer": left out: it is not public there',
	]);
	expect(await incidentsIn(stores)).toMatchObject([
		{ title: 'Alone', impact: 'none', resolvedAt: '2026-03-01T12:30Z', changes: [] },
	]);
});

test('schedules become maintenance', async () => {
	const { stores, load } = importingFrom('cachet');
	const schedule = (given: object) => ({
		...{
			id: 7,
			name: 'New disks',
			message: 'All disks.',
			status: 0,
			created_at: '2026-03-01 10:00:00',
			updated_at: '2026-03-01 10:00:00',
		},
		...{
			scheduled_at: '2026-03-20 02:00:00',
			completed_at: '2026-03-20 04:00:00',
			components: [{ id: 1, schedule_id: 7, component_id: 2 }],
		},
		...given,
	});
	const past = schedule({ id: 8, status: 2, scheduled_at: '2026-03-02 02:00:00', completed_at: '2026-03-02 03:00:00' });
	const files = { 'c.json': components, 's.json': { data: [schedule({}), past] } };
	expect(await load(files, { url: 'https://status.lantern.example' })).toMatchObject({ maintenances: 2 });
	expect(await worksIn(stores)).toMatchObject([
		{
			status: 'scheduled',
			components: ['web'],
			from: '2026-03-20T02:00Z',
			until: '2026-03-20T04:00Z',
			updates: [['2026-03-01T10:00Z', 'scheduled', 'All disks.']],
		},
		{ status: 'completed', startedAt: '2026-03-02T02:00Z', endedAt: '2026-03-02T03:00Z' },
	]);
	expect(await load(files, { url: 'https://status.lantern.example/' })).toMatchObject({ maintenances: 0, updated: 0 });
});

test('version 3 says the same in another way', async () => {
	const { stores, load } = importingFrom('cachet');
	const dated = (string: string) => ({ human: 'some time ago', string });
	const answer = {
		data: [
			{
				...{ id: '7', type: 'incidents' },
				attributes: {
					...{ id: 7, name: 'Web was slow', message: 'We look.', visible: 1, status: { human: 'Fixed', value: 4 } },
					...{
						occurred: dated('2026-03-01 10:00:00'),
						created: dated('2026-03-01 10:05:00'),
						updated: dated('2026-03-01 12:00:00'),
					},
				},
				relationships: {
					components: { data: [{ id: '2', type: 'components' }] },
					updates: { data: [{ id: '11', type: 'updates' }] },
				},
			},
		],
		included: [
			{ id: '2', type: 'components', attributes: { id: 2, name: 'Web', status: 1 } },
			{
				id: '11',
				type: 'updates',
				attributes: {
					id: 11,
					message: 'Well.',
					status: { human: 'Fixed', value: 4 },
					created: dated('2026-03-01 11:00:00'),
				},
			},
		],
		links: { first: 'https://status.lantern.example/api/incidents?page=1', next: null },
	};
	const listed = {
		data: [
			{
				id: '2',
				type: 'components',
				attributes: { id: 2, name: 'Web', status: 1, enabled: true, updated: dated('2026-03-01 12:00:00') },
			},
		],
	};
	expect(await load({ 'i.json': answer, 'c.json': listed })).toMatchObject({ components: 1, incidents: 1 });
	expect(await incidentsIn(stores)).toMatchObject([
		{
			title: 'Web was slow',
			status: 'resolved',
			resolvedAt: '2026-03-01T11:00Z',
			changes: [['2026-03-01T10:00Z', 'web', 'degraded_performance']],
		},
	]);
});

test('what is odd is left out by name, and what is something else is refused', async () => {
	const { stores, load } = importingFrom('cachet');
	const wrong = incident({ id: 9, name: 'No date', occurred_at: '31 March', created_at: 'soon', updates: [] });
	const { incidents, notes } = await load({
		'i.json': { data: [incident({ component_id: 0 }), wrong, incident({ name: null })] },
	});
	expect([incidents, notes.length]).toEqual([1, 2]);
	expect(notes.join('\n')).toContain('"No date": left out: created_at: expected');
	await expect(load({ 'i.json': '<html>' })).rejects.toThrow('i.json: expected JSON');
	await expect(load({ 'i.json': { data: [] } }, { url: 'https://a.example' })).rejects.toThrow('found nothing of it');
	await expect(load({ 'c.json': components })).rejects.toThrow('add --page');
	await expect(load({ 'i.json': { data: [incident(), wrong] } }, { strict: true })).rejects.toThrow(
		'nothing was imported',
	);
	expect(await stores.publications.entries(0, 10)).toHaveLength(1);
});
