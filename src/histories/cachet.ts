import { z } from 'zod';
import type { ComponentStatus } from '../domain/component.ts';
import { dateReader } from '../domain/imports/written-date.ts';
import { fromJsonApi } from './json-api.ts';
import type { Reader } from './reader.ts';
import { addressOf, isRecord, type Records, readable, recordsIn } from './records.ts';
import {
	isoOf,
	type ToldComponent,
	type ToldIncident,
	type ToldUpdate,
	type ToldWork,
	type When,
} from './told-page.ts';

/** By number, https://docs.cachethq.io: 0 and 5 are unknown, and 6 is new in version 3. */
const componentStatuses: Record<number, ComponentStatus> = {
	...{ 1: 'operational', 2: 'degraded_performance', 3: 'partial_outage', 4: 'major_outage', 6: 'under_maintenance' },
};
const incidentStatuses: Record<number, string> = {
	1: 'investigating',
	2: 'identified',
	3: 'monitoring',
	4: 'resolved',
};
const workStatuses: Record<number, string> = { 0: 'scheduled', 1: 'in_progress', 2: 'completed' };
const HOW_BAD = 'Cachet does not keep how bad a past incident was for a component: it is told as degraded performance';
const WHEN_OVER =
	'Cachet does not keep when an incident without updates was over: it is told as when it was last changed';

const Id = z.coerce.string();
const Code = z.coerce.number();
const Text = z.string().nullish();
const Yes = z.union([z.boolean(), z.number()]).nullish();
const Update = z.object({ id: Id, status: Code.nullish(), message: Text, created_at: Text });
const record = {
	...{ id: Id, name: z.string(), status: Code, message: Text, created_at: Text, updated_at: Text },
	updates: z.array(Update).nullish(),
};
const Component = z.object({ ...record, description: Text, enabled: Yes });
const Affected = z.array(z.object({ id: Id, component_id: Id.nullish() })).nullish();
const Incident = z.object({
	...record,
	visible: Yes,
	occurred_at: Text,
	component_id: Id.nullish(),
	components: Affected,
});
const Work = z.object({ ...record, scheduled_at: Text, completed_at: Text, components: Affected });

interface Here {
	when: (written: string | null | undefined) => When;
	/** Of components, by id: how they are now. */
	statuses: Map<string, ComponentStatus | undefined>;
	assume: (what: string) => void;
}

/** What `/api/v1/components`, `incidents` and `schedules` answer (Cachet 2), or `/api/…` with `?include=` (Cachet 3). */
export const readCachet: Reader = ({ files, url, zone }) => {
	const all = recordsIn(files, ['data']);
	const records = all.flatMap(fromJsonApi);
	const leftOut: string[] = [];
	const notes = new Set<string>();
	const components = readable(ofKind(records, 'components', 'status_name'), Component, 'component', leftOut);
	const instant = dateReader(null, zone);
	const here: Here = {
		when: (written) => isoOf(instant(written ?? '')),
		statuses: new Map(components.map(({ id, status }) => [id, componentStatuses[status]])),
		assume: (what) => notes.add(what),
	};
	const incidents = readable(ofKind(records, 'incidents', 'human_status'), Incident, 'incident', leftOut);
	const isPublic = ({ visible }: { visible?: unknown }) => visible == null || Number(visible) === 1;
	for (const { name } of incidents.filter((one) => !isPublic(one))) {
		leftOut.push(`incident "${name.slice(0, 60)}": left out: it is not public there`);
	}
	const works = readable(ofKind(records, 'schedules', 'scheduled_at'), Work, 'schedule', leftOut);
	const address = addressOf(url, ...all.map(addressIn));
	return {
		...{ url: address, name: new URL(address).host, leftOut },
		components: components
			.filter(({ enabled }) => enabled == null || Boolean(enabled))
			.map((one) => toldComponent(one, here)),
		incidents: incidents.filter(isPublic).map((one) => toldIncident(one, here)),
		works: works.map((one) => toldWork(one, here)),
		notes: [...notes],
	};
};

/** Version 3 says what a record is; of version 2 one field tells. */
function ofKind(records: Record<string, unknown>[], kind: string, field: string): Record<string, unknown>[] {
	return records.filter((one) => (typeof one.kind === 'string' ? one.kind === kind : field in one));
}

/** Where one of its own answers says it was asked. */
function addressIn({ json, all }: Records): string | null {
	const links = isRecord(json) && isRecord(json.links) ? Object.values(json.links) : [];
	const found = [...all.map(({ permalink }) => permalink), ...links].find((one) => URL.canParse(String(one)));
	return found === undefined ? null : new URL(String(found)).origin;
}

function toldComponent(
	{ id, name, description, status, updated_at }: z.infer<typeof Component>,
	here: Here,
): ToldComponent {
	const known = componentStatuses[status] ?? null;
	return { id, name, description: description ?? null, status: known, since: known && here.when(updated_at) };
}

function toldIncident(incident: z.infer<typeof Incident>, here: Here): ToldIncident {
	const { id, name, status, created_at, updated_at, occurred_at } = incident;
	const startedAt = here.when(occurred_at || created_at);
	const updates = updatesOf(incident, startedAt, incidentStatuses, here);
	const last = updates.at(-1) as ToldUpdate;
	const isOver = last.status === 'resolved';
	if (isOver && updates.length === 1) here.assume(WHEN_OVER);
	const overAt = updates.length === 1 ? here.when(updated_at) : last.at;
	const first = updates[0] as ToldUpdate;
	const affected = affectedBy(incident, isOver, here);
	if (isOver && Object.keys(affected).length > 0) here.assume(HOW_BAD);
	return {
		...{ id, name, startedAt, toldAt: here.when(created_at), status: last.status ?? String(status) },
		overAt: isOver ? overAt : null,
		updates: [{ ...first, affected }, ...updates.slice(1)],
	};
}

function toldWork(work: z.infer<typeof Work>, here: Here): ToldWork {
	const { id, name, status, created_at, scheduled_at, completed_at, components } = work;
	const isOver = workStatuses[status] === 'completed';
	const plannedStart = here.when(scheduled_at);
	const end = here.when(completed_at);
	return {
		...{ id: `schedule-${id}`, name, plannedStart, status: workStatuses[status] ?? String(status) },
		toldAt: here.when(created_at || scheduled_at),
		plannedEnd: end,
		overAt: isOver ? end : null,
		components: (components ?? []).map((one) => one.component_id ?? one.id),
		updates: updatesOf({ ...work, status: 0 }, here.when(created_at || scheduled_at), workStatuses, here),
	};
}

type Entry = z.infer<z.ZodObject<typeof record>>;

/** Its own message is the first; one that says no status leaves it as it was. Oldest first. */
function updatesOf(
	{ id, status, message, updates }: Entry,
	at: When,
	names: Record<number, string>,
	here: Here,
): ToldUpdate[] {
	const later = (updates ?? []).map((one) => ({ ...one, at: here.when(one.created_at) }));
	later.sort((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
	const told: ToldUpdate[] = [{ id: `first-${id}`, status: names[status] ?? String(status), body: message ?? '', at }];
	for (const one of later) {
		const before = (told.at(-1) as ToldUpdate).status;
		const now = one.status == null ? before : (names[one.status] ?? String(one.status));
		told.push({ id: one.id, status: now, body: one.message ?? '', at: one.at });
	}
	return told;
}

/** While it lasts, as the components are now. */
function affectedBy({ component_id, components }: z.infer<typeof Incident>, isOver: boolean, { statuses }: Here) {
	const named = [component_id, ...(components ?? []).map(({ id }) => id)].filter((id) => id && id !== '0') as string[];
	const statusOf = (id: string): ComponentStatus => {
		const now = isOver ? undefined : statuses.get(id);
		return now === undefined || now === 'operational' ? 'degraded_performance' : now;
	};
	return Object.fromEntries([...new Set(named)].map((id) => [id, statusOf(id)]));
}
