import type { ShownStatus } from '../domain/component.ts';
import { idHere, isUnique } from '../domain/imports/imported-id.ts';
import type {
	ImportedComponent,
	ImportedIncident,
	ImportedMaintenance,
	ImportedPage,
} from '../domain/imports/imported-page.ts';
import { withRecoveries } from '../domain/imports/merged-import.ts';
import { whyEndedEarly, whyUntrue } from '../domain/imports/told-instants.ts';
import type { StatusChange } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { END_UNKNOWN } from '../domain/maintenance/maintenance.ts';
import { statusOf } from '../domain/status/status.ts';
import { importedMaintenance } from './imported-maintenance.ts';
import type { Statuspage, StatuspageComponent, StatuspageIncident, StatuspageMaintenance } from './statuspage.ts';

/** After everything that a file says. */
const END = END_UNKNOWN - 1;

/** The files of each page as one, what the page said last first: `summary.json` shows what is, `incidents.json` what was. */
export function joinedByPage(files: Statuspage[]): Statuspage[] {
	const newestFirst = [...files].sort((one, other) => (other.page.updated_at ?? 0) - (one.page.updated_at ?? 0));
	return [...Map.groupBy(newestFirst, ({ page }) => page.id).values()].map((ofPage) => ({
		page: (ofPage[0] as Statuspage).page,
		components: firstOfEach(ofPage.flatMap(componentsIn)),
		incidents: firstOfEach(ofPage.flatMap(({ incidents }) => incidents)),
		scheduled_maintenances: firstOfEach(ofPage.flatMap((file) => file.scheduled_maintenances)),
		leftOut: ofPage.flatMap(({ leftOut }) => leftOut),
	}));
}

/** The same page without the records that cannot be true: those are left out by name. */
export function withoutUntrue(page: Statuspage, now: Instant): Statuspage {
	const { incidents, scheduled_maintenances, leftOut } = page;
	const untrue: string[] = [];
	const isTrue = (record: StatuspageIncident | StatuspageMaintenance): boolean => {
		const told = record.incident_updates.flatMap(({ created_at, display_at }) => [
			created_at,
			display_at ?? created_at,
		]);
		const start = 'scheduled_for' in record ? record.created_at : (record.started_at ?? record.created_at);
		const end = record.resolved_at ?? null;
		const why =
			whyUntrue([...told, start, end ?? start], Math.min(start, record.created_at), now) ??
			(end === null ? null : whyEndedEarly(told, end));
		if (why !== null) untrue.push(`${page.page.name}: "${record.name.slice(0, 60)}": left out: ${why}`);
		return why === null;
	};
	return {
		...page,
		incidents: incidents.filter(isTrue),
		scheduled_maintenances: scheduled_maintenances.filter(isTrue),
		leftOut: [...leftOut, ...untrue],
	};
}

/** What its incidents say was affected and it no longer has: a line for each incident that loses something. */
export function goneComponents({ page, components, incidents }: Statuspage): string[] {
	const known = new Set(components.filter(({ group }) => !group).map(({ id }) => id));
	return incidents.flatMap(({ name, incident_updates }) => {
		const affected = incident_updates.flatMap(({ affected_components }) => affected_components ?? []);
		const gone = affected.filter(({ code }) => !known.has(code));
		const names = [...new Set(gone.map((one) => one.name || one.code))];
		return names.length === 0
			? []
			: `${page.name}: "${name.slice(0, 60)}": left out that it affected what the page no longer has: ${names.join(', ')}`;
	});
}

/**
 * Another provider's page in our words. Identifiers, instants and texts stay as they were; nobody there classified an
 * incident on the SLA's scale, nor accepted it, so that no promise applies.
 *
 * @param slugOf the address of a component here
 */
export function toImportedPage(
	{ page, components, incidents, scheduled_maintenances }: Statuspage,
	slugOf: (component: StatuspageComponent) => string,
): ImportedPage {
	const shown = inOrder(components);
	const slugs = new Map(shown.map((component) => [component.id, slugOf(component)]));
	const here = { slugs, scope: scopeOf(page) };
	const told = incidents.map((incident) => toIncident(incident, here));
	const works = scheduled_maintenances.map((maintenance) => toMaintenance(maintenance, here));
	const overrides = new Map<string, ImportedComponent['override']>();
	for (const component of shown) overrides.set(component.id, explain(component, incidents, told, works, slugs));
	return {
		id: page.id,
		name: page.name,
		incidents: told,
		maintenances: works,
		components: shown.map(({ id, name, description = null }, index) => ({
			externalId: componentId(id, here.scope),
			slug: slugs.get(id) as string,
			name,
			description,
			position: index + 1,
			override: overrides.get(id) ?? null,
		})),
	};
}

function componentsIn({ components, incidents, scheduled_maintenances }: Statuspage): StatuspageComponent[] {
	const told = [...incidents, ...scheduled_maintenances];
	return [...components, ...told.flatMap((one) => one.components ?? [])];
}

function firstOfEach<T extends { id: string }>(rows: T[]): T[] {
	return [...new Map(rows.toReversed().map((row) => [row.id, row])).values()].toReversed();
}

/** As the page shows them: the members of a group where the group stands. The groups themselves have no status. */
function inOrder(rows: StatuspageComponent[]): StatuspageComponent[] {
	const positions = new Map(rows.map(({ id, position }) => [id, position]));
	const outer = ({ group_id, position }: StatuspageComponent) => positions.get(group_id ?? '') ?? position;
	return rows
		.filter(({ group }) => !group)
		.sort((one, other) => outer(one) - outer(other) || one.position - other.position);
}

/** In which an id that is a number is unique: feeds and answers of one page have its host in common. */
export function scopeOf({ id, url }: Statuspage['page']): string {
	return URL.parse(url ?? '')?.host || id;
}

/** By which a component is known at the next import: with its page where the id alone may be another's, too. */
export function componentId(id: string, scope: string): string {
	return isUnique(id) ? id : `${scope}/${id}`;
}

interface Here {
	slugs: Map<string, string>;
	scope: string;
}

function toIncident(incident: StatuspageIncident, { slugs, scope }: Here): ImportedIncident {
	const id = idHere(incident.id, scope);
	const { name, status, impact, created_at, started_at, resolved_at } = incident;
	const updates = oldestFirst(incident.incident_updates.map((update) => told(update, id)));
	const changes = updates.flatMap((update): StatusChange[] =>
		(update.affected_components ?? []).flatMap(({ code, new_status }) => {
			const component = slugs.get(code);
			// Of a component that is gone there is nothing to show.
			return component === undefined
				? []
				: [{ component, status: new_status, at: update.display_at, updateId: update.id }];
		}),
	);
	const words = updates.map(toUpdate);
	return {
		...{ id, status, impact },
		externalId: incident.id,
		title: { en: name },
		...{ criticality: null, cause: null, detectedAt: null, acceptedAt: null, justification: null },
		// One that was told when it was over already may say no more of its start than when that was.
		startedAt: Math.min(started_at ?? created_at, resolved_at ?? Number.POSITIVE_INFINITY),
		publishedAt: created_at,
		resolvedAt: resolved_at ?? null,
		updates: words,
		changes: withRecoveries(changes, words),
		justification: null,
	};
}

function toMaintenance(maintenance: StatuspageMaintenance, { slugs, scope }: Here): ImportedMaintenance {
	const id = idHere(maintenance.id, scope);
	const { name, status, created_at, resolved_at, scheduled_for, scheduled_until, components } = maintenance;
	const codes = [
		...(components ?? []).map((component) => component.id),
		...maintenance.incident_updates.flatMap((update) => (update.affected_components ?? []).map(({ code }) => code)),
	];
	return importedMaintenance({
		...{ id, status },
		externalId: maintenance.id,
		title: { en: name },
		components: [...new Set(codes)].flatMap((code) => slugs.get(code) ?? []),
		planned: { start: scheduled_for, end: scheduled_until },
		publishedAt: created_at,
		completedAt: resolved_at ?? null,
		updates: oldestFirst(maintenance.incident_updates.map((update) => told(update, id))).map(toUpdate),
	});
}

/** Under its id here; where it is not said when it happened, it did when it was written. */
function told<U extends { id: string; created_at: Instant; display_at?: Instant | null | undefined }>(
	update: U,
	subject: string,
) {
	return { ...update, id: idHere(update.id, subject), display_at: update.display_at ?? update.created_at };
}

/** Theirs are newest first; of those of one millisecond, the later is above. */
function oldestFirst<U extends { created_at: Instant }>(updates: U[]): U[] {
	return updates.toReversed().sort((one, other) => one.created_at - other.created_at);
}

function toUpdate<S>(update: { id: string; status: S; body: string; display_at: Instant; created_at: Instant }) {
	const { id, status, body, display_at, created_at } = update;
	return { id, status, body: { en: body }, happenedAt: display_at, publishedAt: created_at, amended: [] };
}

/**
 * A page may show another status than its last update said. Where an open incident names the component, the incident
 * gets the change that nobody wrote about; otherwise the status was set by hand.
 */
function explain(
	{ id, status, updated_at }: StatuspageComponent,
	incidents: StatuspageIncident[],
	told: ImportedIncident[],
	works: ImportedMaintenance[],
	slugs: Map<string, string>,
): ImportedComponent['override'] {
	const slug = slugs.get(id) as string;
	if (status === null || updated_at === null || statusAtEnd(slug, told, works) === status) return null;
	const naming = told.filter((incident, index) => {
		const named = incidents[index]?.components?.some((component) => component.id === id);
		return incident.resolvedAt === null && (named || incident.changes.some(({ component }) => component === slug));
	});
	for (const { changes } of naming) {
		// Not before what it comes after.
		const at = Math.max(updated_at, changes.at(-1)?.at ?? 0);
		changes.push({ component: slug, status, at, updateId: null });
	}
	return naming.length > 0 || status === 'operational' ? null : { status, from: updated_at };
}

function statusAtEnd(slug: string, told: ImportedIncident[], works: ImportedMaintenance[]): ShownStatus {
	const incidents = told.map((incident) => ({ ...incident, number: 0 }));
	// Until somebody says that it is over, work explains the status, however long it was planned for.
	const maintenances = works.map((one) => ({ ...one, number: 0, planned: { ...one.planned, end: END_UNKNOWN } }));
	const nothing = { overrides: [], observations: [], unknowns: [] };
	return statusOf(slug, END, { incidents, maintenances, ...nothing }).status;
}
