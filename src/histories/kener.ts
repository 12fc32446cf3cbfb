import { z } from 'zod';
import type { ComponentStatus } from '../domain/component.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import type { Reader } from './reader.ts';
import { addressOf, readable, recordsIn } from './records.ts';
import { announced, isoOf, type ToldIncident, type ToldUpdate, type ToldWork, type When } from './told-page.ts';

const impacts: Record<string, ComponentStatus> = {
	...{ DOWN: 'major_outage', DEGRADED: 'degraded_performance', MAINTENANCE: 'under_maintenance' },
};
const workStatuses: Record<string, string> = {
	...{
		SCHEDULED: 'scheduled',
		READY: 'scheduled',
		ONGOING: 'in_progress',
		COMPLETED: 'completed',
		CANCELLED: 'cancelled',
	},
};
const lists = ['incidents', 'comments', 'monitors', 'events'];

const Id = z.coerce.string();
/** In seconds. */
const At = z.number();
const Text = z.string().nullish();
const Hurt = z
	.array(z.object({ monitor_tag: z.string(), impact: Text, monitor_impact: Text }))
	.nullish()
	.transform((all) => all ?? []);
const Monitor = z.object({ tag: z.string(), name: z.string(), description: Text, is_hidden: Text });
const Comment = z.object({
	...{ id: Id, incident_id: Id, comment: z.string(), state: z.string(), status: Text },
	...{ timestamp: At.nullish(), commented_at: At.nullish() },
});
const Incident = z.object({
	...{ id: Id, title: z.string(), state: z.string(), status: Text, incident_type: Text, url: Text },
	...{ start_date_time: At, end_date_time: At.nullish(), monitors: Hurt },
});
const Work = z.object({
	...{
		event_id: Id,
		maintenance_title: z.string(),
		maintenance_description: Text,
		event_status: z.string(),
		url: Text,
	},
	...{ event_start_date_time: At, event_end_date_time: At, monitors: Hurt },
});
type Comment = z.infer<typeof Comment>;

/** What `/api/v4/monitors`, `incidents`, `incidents/ID/comments` and `maintenances/events` answer, or those of version 3. */
export const readKener: Reader = ({ files, url }, now) => {
	const all = recordsIn(files, lists).flatMap((file) => file.all);
	const leftOut: string[] = [];
	const has = (field: string) => all.filter((one) => field in one);
	const monitors = readable(has('tag'), Monitor, 'monitor', leftOut).filter(({ is_hidden }) => is_hidden !== 'YES');
	const comments = readable(has('comment'), Comment, 'comment', leftOut).filter(({ status }) => status !== 'INACTIVE');
	const said = Map.groupBy(comments, ({ incident_id }) => incident_id);
	// What is closed was deleted there.
	const open = readable(has('start_date_time'), Incident, 'incident', leftOut).filter(
		({ status }) => status !== 'CLOSED',
	);
	const works = readable(has('event_id'), Work, 'maintenance', leftOut);
	const [planned = [], incidents = []] = [true, false].map((wanted) => open.filter((one) => isPlanned(one) === wanted));
	const address = addressOf(url, ...[...open, ...works].map((one) => originOf(one.url)));
	return {
		...{ url: address, name: new URL(address).host, leftOut, notes: [] },
		components: monitors.map(({ tag, name, description }) => ({
			id: tag,
			name,
			description: description ?? null,
			status: null,
			since: null,
		})),
		incidents: incidents.map((one) => toldIncident(one, said.get(one.id) ?? [])),
		works: [
			...works.map((one) => toldWork(one, now)),
			...planned.map((one) => plannedIncident(one, said.get(one.id) ?? [], now)),
		],
	};
};

/** In version 3 work is an incident of a kind of its own. */
function isPlanned({ incident_type }: z.infer<typeof Incident>): boolean {
	return incident_type === 'MAINTENANCE';
}

function toldIncident(incident: z.infer<typeof Incident>, comments: Comment[]): ToldIncident {
	const { id, title, state, start_date_time, end_date_time, monitors } = incident;
	const updates = updatesOf(incident, comments);
	const first = updates[0] as ToldUpdate;
	const isOver = state === 'RESOLVED';
	const said = updates.findLast((one) => one.status === 'resolved')?.at ?? null;
	const affected = monitors.map((one) => [
		one.monitor_tag,
		impacts[one.impact ?? one.monitor_impact ?? 'DOWN'] ?? 'major_outage',
	]);
	return {
		...{ id, name: title, startedAt: instant(start_date_time), toldAt: instant(start_date_time) },
		status: state.toLowerCase(),
		overAt: isOver ? (instant(end_date_time) ?? said) : null,
		updates: [{ ...first, affected: Object.fromEntries(affected) }, ...updates.slice(1)],
	};
}

/** Without a word of anybody it says no more than its title. Oldest first. */
function updatesOf({ id, state, start_date_time }: z.infer<typeof Incident>, comments: Comment[]): ToldUpdate[] {
	const told = comments.map((one) => ({
		...{ id: one.id, status: one.state.toLowerCase(), body: one.comment },
		at: instant(one.timestamp ?? one.commented_at),
	}));
	told.sort((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
	return told.length > 0
		? told
		: [{ id: `first-${id}`, status: state.toLowerCase(), body: '', at: instant(start_date_time) }];
}

function toldWork(work: z.infer<typeof Work>, now: Instant): ToldWork {
	const id = `event-${work.event_id}`;
	const start = instant(work.event_start_date_time);
	const toldAt = announced(start, now);
	return {
		...{ id, name: work.maintenance_title, toldAt, status: workStatuses[work.event_status] ?? work.event_status },
		...planOf(start, instant(work.event_end_date_time), work.event_status === 'COMPLETED', work.monitors),
		updates: [{ id: `first-${id}`, status: 'scheduled', body: work.maintenance_description ?? '', at: toldAt }],
	};
}

function plannedIncident(incident: z.infer<typeof Incident>, comments: Comment[], now: Instant): ToldWork {
	const { id, title, state, start_date_time, end_date_time, monitors } = incident;
	const start = instant(start_date_time);
	const toldAt = announced(start, now);
	const isOver = state === 'RESOLVED';
	const said = updatesOf(incident, comments).map((one) => ({
		...{ ...one, at: comments.length === 0 ? toldAt : one.at },
		status: one.status === 'resolved' && comments.length > 0 ? 'completed' : 'scheduled',
	}));
	return {
		...{ id: `maintenance-${id}`, name: title, toldAt, status: isOver ? 'completed' : 'scheduled' },
		...planOf(start, instant(end_date_time), isOver, monitors),
		updates: said,
	};
}

function planOf(start: When, end: When, isOver: boolean, monitors: { monitor_tag: string }[]) {
	const components = monitors.map(({ monitor_tag }) => monitor_tag);
	return { plannedStart: start, plannedEnd: end, overAt: isOver ? end : null, components };
}

function originOf(url: string | null | undefined): string | null {
	return URL.parse(url ?? '')?.origin ?? null;
}

function instant(seconds: number | null | undefined) {
	return seconds == null ? null : isoOf(seconds * SECOND);
}
