/** Answers of a status page that nobody runs, in the shape of Atlassian Statuspage. */

export const ids = { page: 'lanternpage1', lamps: 'lamps0000001', oil: 'oil000000001', fog: 'fog000000001' };

export function summary(given: object = {}) {
	return {
		page: {
			id: ids.page,
			name: 'Lantern Co.',
			url: 'https://status.lantern.example',
			time_zone: 'Etc/UTC',
			updated_at: '2026-03-02T11:00:00.000Z',
		},
		components: [component('lamps', 'Lamps', 1, 'partial_outage'), component('oil', 'Oil delivery', 2)],
		incidents: [incident()],
		scheduled_maintenances: [],
		status: { indicator: 'minor', description: 'Minor Service Outage' },
		...given,
	};
}

export function component(key: 'lamps' | 'oil' | 'fog', name: string, position: number, status = 'operational') {
	return {
		id: ids[key],
		name,
		status,
		created_at: '2024-01-01T00:00:00.000Z',
		updated_at: '2026-03-02T10:45:00.500Z',
		position,
		description: `About ${name}`,
		showcase: true,
		start_date: null,
		group_id: null as string | null,
		page_id: ids.page,
		group: false,
		only_show_if_degraded: false,
	};
}

/** Live, with two updates, newest first: the second says major, whatever the page shows since. */
export function incident(given: object = {}) {
	return {
		id: 'dimlamps0001',
		name: 'Dim lamps',
		status: 'identified',
		created_at: '2026-03-02T10:05:00.123Z',
		updated_at: '2026-03-02T10:40:00.000Z',
		monitoring_at: null,
		resolved_at: null as string | null,
		impact: 'major',
		shortlink: 'https://stspg.example/x',
		started_at: '2026-03-02T07:01:00.000-03:00',
		page_id: ids.page,
		incident_updates: [
			update({
				id: 'update000002',
				status: 'identified',
				created_at: '2026-03-02T10:40:00.000Z',
				display_at: '2026-03-02T10:30:00.000Z',
				affected_components: [affected('lamps', 'major_outage')],
			}),
			update({ affected_components: [affected('lamps', 'degraded_performance')] }),
		],
		components: [component('lamps', 'Lamps', 1, 'partial_outage')],
		reminder_intervals: null,
		...given,
	};
}

export function update(given: object = {}) {
	return {
		id: 'update000001',
		status: 'investigating',
		body: 'The lamps are **dim**.\r\nWe are looking.',
		incident_id: 'dimlamps0001',
		created_at: '2026-03-02T10:05:00.200Z',
		updated_at: '2026-03-02T10:05:00.200Z',
		display_at: '2026-03-02T10:05:00.200Z',
		affected_components: null as object[] | null,
		deliver_notifications: true,
		custom_tweet: null,
		tweet_id: null,
		...given,
	};
}

export function affected(key: 'lamps' | 'oil' | 'fog', newStatus: string) {
	return { code: ids[key], name: key, old_status: 'operational', new_status: newStatus };
}

/** Completed, a little before it was planned to be. */
export function maintenance(given: object = {}) {
	return {
		...incident(),
		id: 'oilchange001',
		name: 'Oil change',
		status: 'completed',
		created_at: '2026-03-01T09:00:00.000Z',
		started_at: '2026-03-01T09:00:00.000Z',
		resolved_at: '2026-03-03T02:50:00.700Z',
		impact: 'maintenance',
		incident_updates: [
			work('completed', 'work00000003', '2026-03-03T02:50:00.500Z'),
			work('in_progress', 'work00000002', '2026-03-03T02:04:00.000Z'),
			work('scheduled', 'work00000001', '2026-03-01T09:00:00.000Z'),
		],
		components: [component('oil', 'Oil delivery', 2)],
		scheduled_for: '2026-03-03T02:00:00.000Z',
		scheduled_until: '2026-03-03T03:00:00.000Z',
		...given,
	};
}

export function work(status: string, id: string, at: string) {
	return update({ id, status, body: `Now ${status}.`, created_at: at, updated_at: at, display_at: at });
}
