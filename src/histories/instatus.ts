import { z } from 'zod';
import type { ComponentStatus } from '../domain/component.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Reader } from './reader.ts';
import { addressOf, isRecord, readable, recordsIn } from './records.ts';
import { announced, isoOf, type ToldIncident, type ToldUpdate, type ToldWork, type When } from './told-page.ts';

const componentStatuses: Record<string, ComponentStatus> = {
	OPERATIONAL: 'operational',
	UNDERMAINTENANCE: 'under_maintenance',
	DEGRADEDPERFORMANCE: 'degraded_performance',
	MINOROUTAGE: 'partial_outage',
	PARTIALOUTAGE: 'partial_outage',
	MAJOROUTAGE: 'major_outage',
};
const workStatuses: Record<string, string> = {
	NOTSTARTEDYET: 'scheduled',
	INPROGRESS: 'in_progress',
	VERIFYING: 'verifying',
	COMPLETED: 'completed',
};
const HOW_BAD = 'what does not say how bad it was for a component is told as degraded performance';

const Text = z.string().nullish();
const Site = z.object({ name: z.string(), subdomain: Text, customDomain: Text }).nullish();
const Component = z.object({ id: z.string(), name: z.string(), status: z.string(), description: Text, site: Site });
const Update = z.object({ id: z.string(), status: z.string(), message: Text, started: Text, createdAt: Text });
const record = {
	...{ id: z.string(), name: z.string(), status: z.string() },
	updates: z.array(Update).default([]),
	components: z.array(Component).default([]),
};
const Incident = z.object({ ...record, started: z.string(), resolved: Text, impact: Text });
const Work = z.object({ ...record, start: z.string(), duration: z.coerce.number().positive() });
type Entry = z.infer<z.ZodObject<typeof record>>;

/** What `/v1/PAGE/components`, `incidents` and `maintenances` answer. https://instatus.com/help/api */
export const readInstatus: Reader = ({ files, url }, now) => {
	const all = recordsIn(files, ['incidents', 'maintenances', 'components', 'data']).flatMap((file) => file.all);
	const leftOut: string[] = [];
	const has = (field: string) => all.filter((one) => field in one);
	const incidents = readable(
		has('started').filter((one) => !('message' in one)),
		Incident,
		'incident',
		leftOut,
	);
	const works = readable(has('start'), Work, 'maintenance', leftOut);
	const listed = readable(all.filter(isComponent), Component, 'component', leftOut);
	const named = [...listed, ...[...incidents, ...works].flatMap(({ components }) => components)];
	const components = [...new Map(named.toReversed().map((one) => [one.id, one])).values()].reverse();
	const site = components.find((one) => one.site)?.site;
	const host = site?.customDomain || (site?.subdomain && `${site.subdomain}.instatus.com`);
	const address = addressOf(url, host && `https://${host}`);
	const isBlurred = incidents.some(
		({ impact, components: hurt }) => hurt.length > 0 && !componentStatuses[impact ?? ''],
	);
	return {
		...{ url: address, name: site?.name ?? new URL(address).host, leftOut },
		components: components.map(({ id, name, description }) => ({
			id,
			name,
			description: description ?? null,
			status: null,
			since: null,
		})),
		incidents: incidents.map(toldIncident),
		works: works.map((one) => toldWork(one, now)),
		notes: isBlurred ? [HOW_BAD] : [],
	};
};

function isComponent(one: Record<string, unknown>): boolean {
	return !('started' in one || 'start' in one) && typeof one.status === 'string' && isRecord(one) && 'name' in one;
}

function toldIncident(incident: z.infer<typeof Incident>): ToldIncident {
	const { id, name, status, started, resolved, impact, components } = incident;
	const bad = componentStatuses[impact ?? ''] ?? 'degraded_performance';
	const updates = updatesOf(incident, started, (word) => word.toLowerCase());
	const first = updates[0] as ToldUpdate;
	const isOver = status === 'RESOLVED';
	return {
		...{ id, name, startedAt: instant(started), toldAt: instant(started), status: status.toLowerCase() },
		overAt: isOver ? instant(resolved ?? updates.findLast((one) => one.status === 'resolved')?.at) : null,
		updates: [{ ...first, affected: Object.fromEntries(components.map((one) => [one.id, bad])) }, ...updates.slice(1)],
	};
}

function toldWork(work: z.infer<typeof Work>, now: Instant): ToldWork {
	const { id, name, status, start, duration, components } = work;
	const known = work.updates.length > 0 ? work : { ...work, status: 'NOTSTARTEDYET' };
	const updates = updatesOf(known, announced(start, now), (word) => workStatuses[word] ?? word);
	const first = updates[0] as ToldUpdate;
	const end = isoOf(Date.parse(start) + duration * MINUTE);
	return {
		...{ id, name, plannedStart: instant(start), plannedEnd: end, status: workStatuses[status] ?? status },
		toldAt: first.at,
		overAt: status === 'COMPLETED' ? (updates.findLast((one) => one.status === 'completed')?.at ?? end) : null,
		components: components.map((one) => one.id),
		updates,
	};
}

/** Of work, an update is dated by the plan, and written before. Oldest first. */
function updatesOf({ id, status, updates }: Entry, at: When, named: (word: string) => string): ToldUpdate[] {
	const told = updates.map((one) => ({
		...{ id: one.id, status: named(one.status), body: one.message ?? '' },
		at: instant(one.status === 'NOTSTARTEDYET' ? (one.createdAt ?? one.started) : (one.started ?? one.createdAt)),
	}));
	told.sort((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
	return told.length > 0 ? told : [{ id: `first-${id}`, status: named(status), body: '', at: instant(at) }];
}

function instant(written: string | null | undefined) {
	return isoOf(Date.parse(written ?? ''));
}
