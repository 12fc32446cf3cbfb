import { z } from 'zod';
import { componentStatuses } from '../domain/component.ts';
import { LONGEST_EXTERNAL_ID } from '../domain/imports/imported-id.ts';
import { mendedBody, mendedTitle } from '../domain/imports/mended-text.ts';
import { impacts, incidentStatuses } from '../domain/incidents/incident.ts';
import { EARLIEST, LATEST } from '../domain/instant.ts';
import { END_UNKNOWN, maintenanceStatuses } from '../domain/maintenance/maintenance.ts';
import { ContentError } from '../files/content-error.ts';
import { expectation, shown, written } from '../files/yaml.ts';
import { lostOf, textOfBody, textOfTitle } from './html-text.ts';
import { mendedMessage } from './mended-message.ts';

/** So that a file of another shape does not fill the screen. */
const MOST_FLAWS = 5;

/** Statuspage's have 12 letters and digits; others that answer as it does have ULIDs, UUIDs or numbers. */
const Id = z
	.union([z.string(), z.int().transform(String)], 'Expected an id, such as "4qwp4db52sf1"')
	.refine((id) => /^[\w.:~-]+$/.test(id) && id.length <= LONGEST_EXTERNAL_ID, {
		error: `Expected an id of at most ${LONGEST_EXTERNAL_ID} letters, digits, ".", ":", "_", "~" or "-"`,
	});
const Instant = z.iso
	.datetime({ offset: true, error: 'Expected an instant such as "2026-03-02T14:39:09.548Z"' })
	.transform((written) => Date.parse(written))
	.refine((at) => at >= EARLIEST && at < LATEST, 'Expected an instant from 2000 to 2099');
const ComponentStatus = z.enum(componentStatuses);
const lists = ['components', 'incidents', 'scheduled_maintenances'] as const;
const Position = z
	.number()
	.nullish()
	.transform((position) => position ?? 0);
const Name = z.string().trim().min(1, 'Expected a name, found nothing');

const Component = z.object({
	id: Id,
	name: Name,
	/** Null, as is its date, where a page tells it nowhere but in its incidents. */
	status: ComponentStatus.nullable(),
	updated_at: Instant.nullable(),
	position: Position,
	description: z.string().nullish(),
	group_id: Id.nullish(),
	/** A heading, not something with a status of its own. */
	group: z
		.boolean()
		.nullish()
		.transform((group) => group ?? false),
});

/** Where none was affected, answers of 2016 say so in an entry that has a name and nothing else. */
const Affected = z
	.array(
		z.union(
			[
				z.object({ code: Id, new_status: ComponentStatus, name: z.string().nullish() }),
				z.object({ code: z.null().optional() }).transform(() => null),
				z.object({ code: Id, new_status: z.null().optional() }).transform(() => null),
				z.null(),
			],
			'Expected a code and a new_status, such as "major_outage"',
		),
	)
	.nullish()
	.transform((all) => all?.filter((one) => one !== null) ?? null);

const Update = z.object({
	id: Id,
	status: z.enum(incidentStatuses),
	body: z
		.string()
		.nullish()
		.transform((body) => body ?? ''),
	created_at: Instant,
	display_at: Instant.nullish(),
	affected_components: Affected,
});
const WorkUpdate = Update.extend({ status: z.enum(maintenanceStatuses) });

const Incident = z
	.object({
		id: Id,
		name: Name,
		status: z.enum(incidentStatuses),
		impact: z
			.enum(impacts)
			.nullish()
			.transform((impact) => impact ?? 'none'),
		created_at: Instant,
		started_at: Instant.nullish(),
		resolved_at: Instant.nullish(),
		incident_updates: z.array(Update).min(1, 'Expected at least one update'),
		components: z.array(Component).nullish(),
	})
	.refine(({ status, resolved_at }) => isOver(status) === (resolved_at != null), {
		path: ['resolved_at'],
		error: ({ input }) => {
			const { status, resolved_at } = input as { status: string; resolved_at?: unknown };
			const found = `found ${resolved_at == null ? 'nothing' : 'one'} and the status "${status}"`;
			return `Expected an instant when the incident is resolved, and null while it is not, ${found}`;
		},
	});

const Maintenance = z
	.object({
		id: Id,
		name: Name,
		status: z.enum(maintenanceStatuses),
		created_at: Instant,
		resolved_at: Instant.nullish(),
		scheduled_for: Instant,
		/** Work of which nobody said until when it is planned may have none. */
		scheduled_until: Instant.nullish().transform((until) => until ?? END_UNKNOWN),
		incident_updates: z.array(WorkUpdate).min(1, 'Expected at least one update'),
		components: z.array(Component).nullish(),
	})
	.refine(({ scheduled_for, scheduled_until }) => scheduled_for < scheduled_until, {
		path: ['scheduled_until'],
		message: 'Expected an instant after scheduled_for',
	});

const Records = z.array(z.unknown()).nullish();

/** The answers of Atlassian Statuspage's public API, as far as they are imported: `summary.json`, `incidents.json`, … */
const Answer = z
	.object({
		page: z.object({
			id: Id,
			name: Name.transform((name) => mendedTitle(textOfTitle(name)).text || 'Status'),
			url: z.string().nullish(),
			time_zone: z.string().nullish(),
			updated_at: Instant.nullish(),
		}),
		components: Records,
		incidents: Records,
		scheduled_maintenances: Records,
	})
	.refine((page) => lists.some((list) => page[list] != null), {
		message: 'expected "components", "incidents" or "scheduled_maintenances", as in /api/v2/summary.json',
	});

export type StatuspageComponent = z.infer<typeof Component>;
export type StatuspageIncident = z.infer<typeof Incident>;
export type StatuspageMaintenance = z.infer<typeof Maintenance>;

/** Instants are ms UTC; everything else is as it was written. */
export interface Statuspage {
	page: z.infer<typeof Answer>['page'];
	components: StatuspageComponent[];
	incidents: StatuspageIncident[];
	scheduled_maintenances: StatuspageMaintenance[];
	/** What could not be taken over as it is: by name, with the reason, in words that begin with the file. */
	leftOut: string[];
}

/**
 * Each record is read for itself: one that is odd is left out by name, since nobody can mend what another page answers.
 *
 * @returns null for `status.json`, which tells nothing to keep
 * @throws ContentError with a line for everything that is wrong with the whole: `summary.json: page.id: expected …`
 */
export function readStatuspage(file: string, source: string): Statuspage | null {
	const json = readJson(file, source);
	refuseWebhook(file, json);
	return isStatusAlone(json) ? null : checkedStatuspage(file, json);
}

/** As `readStatuspage`, of what somebody else has read. @param file for what is wrong to begin with */
export function checkedStatuspage(file: string, json: unknown): Statuspage {
	const { data, error } = Answer.safeParse(json, { reportInput: true });
	if (error) throw new ContentError(error.issues.slice(0, MOST_FLAWS).map((issue) => `${file}: ${wordsOf(issue)}`));
	const leftOut: string[] = [];
	const read = <T extends Recorded>(list: (typeof lists)[number], schema: z.ZodType<T>): T[] =>
		readRecords(data[list] ?? [], schema, `${file}: ${list}`, leftOut);
	return {
		page: data.page,
		components: read('components', Component),
		incidents: read('incidents', Incident),
		scheduled_maintenances: read('scheduled_maintenances', Maintenance),
		leftOut,
	};
}

interface Recorded {
	id: string;
	name: string;
	description?: string | null | undefined;
	incident_updates?: { id: string; status: string; body: string }[];
}

function readRecords<T extends Recorded>(
	records: unknown[],
	schema: z.ZodType<T>,
	list: string,
	leftOut: string[],
): T[] {
	const seen = new Set<string>();
	return records.flatMap((record, index) => {
		const where = `${list}[${index}]${nameOf(record)}`;
		const { data, error } = schema.safeParse(record, { reportInput: true });
		const flaw = error ? error.issues.slice(0, MOST_FLAWS).map(wordsOf).join('; ') : repeatedId(data, seen);
		if (data === undefined || flaw !== null) {
			leftOut.push(`${where}: left out: ${flaw}`);
			return [];
		}
		return mendTexts(data, where, leftOut);
	});
}

/** For people who look for it: a name, or else its id. */
function nameOf(record: unknown): string {
	const { name, id } = isObject(record) ? record : {};
	const found = [name, id].find((one) => typeof one === 'string' && one.trim() !== '');
	return found === undefined ? '' : ` "${mendedTitle(String(found)).text.slice(0, 60)}"`;
}

function wordsOf(issue: z.core.$ZodIssue): string {
	const said = expectation(issue);
	const isTold = said.includes('found ') || typeof issue.input === 'object';
	return `${issue.path.length > 0 ? `${written(issue.path)}: ` : ''}${said}${isTold ? '' : `, found ${shown(issue.input)}`}`;
}

function repeatedId({ id, incident_updates = [] }: Recorded, seen: Set<string>): string | null {
	const ids = [id, ...incident_updates.map((update) => `update ${update.id}`)];
	const twice = ids.find((one, index) => seen.has(one) || ids.indexOf(one) < index);
	for (const one of twice === undefined ? ids : []) seen.add(one);
	return twice === undefined ? null : `expected each id once: "${twice}" is repeated`;
}

/** The texts of other pages keep the rules of ours, and what that cost is said. */
function mendTexts<T extends Recorded>(record: T, where: string, remarks: string[]): T | [] {
	const say = (path: string, all: string[]) => remarks.push(...all.map((one) => `${where}: ${path}: ${one}`));
	const name = mendedTitle(textOfTitle(record.name));
	say('name', name.remarks);
	if (name.text === '') {
		remarks.push(`${where}: left out: name: expected a name, found nothing to read`);
		return [];
	}
	const description = mendedBody(textOfBody(record.description ?? ''));
	say('description', description.remarks);
	const incident_updates = record.incident_updates?.map((update, index) => {
		const body = mendedMessage(textOfBody(update.body), update.status);
		say(`incident_updates[${index}].body`, [...lostOf(update.body), ...body.remarks]);
		return { ...update, body: body.text };
	});
	return {
		...record,
		name: name.text,
		...(record.description && { description: description.text }),
		...(incident_updates && { incident_updates }),
	};
}

/** @throws ContentError */
export function readJson(file: string, source: string): unknown {
	try {
		// RFC 8259 §8.1: a byte order mark may be ignored.
		return JSON.parse(source.replace(/^\uFEFF/, ''));
	} catch (error) {
		throw new ContentError([`${file}: expected JSON: ${(error as Error).message}`]);
	}
}

/** What a page sends when something changes tells that one change only, and in another shape. */
function refuseWebhook(file: string, json: unknown): void {
	if (!isObject(json) || !('meta' in json) || !('incident' in json || 'component_update' in json)) return;
	throw new ContentError([
		`${file}: expected what a page answers (/api/v2/summary.json, /api/v2/incidents.json, /history.atom, …), found a webhook's message`,
	]);
}

/** `status.json` */
function isStatusAlone(json: unknown): boolean {
	return isObject(json) && isObject(json.page) && isObject(json.status) && !lists.some((list) => json[list] != null);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function isOver(status: string): boolean {
	return status === 'resolved' || status === 'postmortem';
}
