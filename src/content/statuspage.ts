import { z } from 'zod';
import { componentStatuses } from '../domain/component.ts';
import { impacts, incidentStatuses } from '../domain/incident.ts';
import { maintenanceStatuses } from '../domain/maintenance.ts';
import { ContentError } from './content-error.ts';
import { expectation, written } from './yaml.ts';

/** So that a file of another shape does not fill the screen. */
const MOST_FLAWS = 10;

const Id = z.string('Expected an id').regex(/^[a-z0-9]{12}$/, 'Expected an id of 12 characters a–z and 0–9');
const Instant = z.iso
	.datetime({ offset: true, error: 'Expected an instant such as "2026-03-02T14:39:09.548Z"' })
	.transform((written) => Date.parse(written));
const ComponentStatus = z.enum(componentStatuses);
const lists = ['components', 'incidents', 'scheduled_maintenances'] as const;
const Position = z.number().default(0);

const Component = z.object({
	id: Id,
	name: z.string().trim().min(1),
	status: ComponentStatus,
	updated_at: Instant,
	position: Position,
	description: z.string().nullish(),
	group_id: Id.nullish(),
	/** A heading, not something with a status of its own. */
	group: z.boolean().default(false),
});

const Update = z.object({
	id: Id,
	status: z.enum(incidentStatuses),
	body: z.string(),
	created_at: Instant,
	display_at: Instant,
	affected_components: z.array(z.object({ code: Id, new_status: ComponentStatus })).nullish(),
});

const Incident = z
	.object({
		id: Id,
		name: z.string().trim().min(1),
		status: z.enum(incidentStatuses),
		impact: z.enum(impacts),
		created_at: Instant,
		started_at: Instant.nullish(),
		resolved_at: Instant.nullish(),
		incident_updates: z.array(Update).min(1, 'Expected at least one update'),
		components: z.array(Component).nullish(),
	})
	.refine(({ status, resolved_at }) => isOver(status) === (resolved_at != null), {
		path: ['resolved_at'],
		message: 'Expected an instant when the incident is resolved, and null while it is not',
	});

const Maintenance = z
	.object({
		id: Id,
		name: z.string().trim().min(1),
		status: z.enum(maintenanceStatuses),
		created_at: Instant,
		resolved_at: Instant.nullish(),
		scheduled_for: Instant,
		scheduled_until: Instant,
		incident_updates: z
			.array(Update.extend({ status: z.enum(maintenanceStatuses) }))
			.min(1, 'Expected at least one update'),
		components: z.array(Component).nullish(),
	})
	.refine(({ scheduled_for, scheduled_until }) => scheduled_for < scheduled_until, {
		path: ['scheduled_until'],
		message: 'Expected an instant after scheduled_for',
	});

/** The answers of Atlassian Statuspage's public API, as far as they are imported: `summary.json`, `incidents.json`, … */
const Statuspage = z
	.object({
		page: z.object({
			id: Id,
			name: z.string().trim().min(1),
			url: z.string().nullish(),
			time_zone: z.string().nullish(),
			updated_at: Instant.nullish(),
		}),
		components: z.array(Component).nullish(),
		incidents: z.array(Incident).nullish(),
		scheduled_maintenances: z.array(Maintenance).nullish(),
	})
	.refine((page) => lists.some((list) => page[list] != null), {
		message: 'expected "components", "incidents" or "scheduled_maintenances", as in /api/v2/summary.json',
	})
	.superRefine((page, context) => {
		for (const [path, ids] of idsOf(page)) {
			for (const [i, id] of ids.entries()) {
				if (ids.indexOf(id) === i) continue;
				context.addIssue({
					code: 'custom',
					path: [...path, i, 'id'],
					message: `Expected each id once: "${id}" is repeated`,
				});
			}
		}
	});

/** Instants are ms UTC; everything else is as it was written. */
export type Statuspage = z.infer<typeof Statuspage>;
export type StatuspageComponent = z.infer<typeof Component>;
export type StatuspageIncident = z.infer<typeof Incident>;
export type StatuspageMaintenance = z.infer<typeof Maintenance>;

/**
 * @returns null for `status.json`, which tells nothing to keep
 * @throws ContentError with a line for everything that is wrong: `summary.json: incidents[0].id: expected …`
 */
export function readStatuspage(file: string, source: string): Statuspage | null {
	const json = readJson(file, source);
	refuseWebhook(file, json);
	if (isStatusAlone(json)) return null;
	const result = Statuspage.safeParse(json);
	if (result.success) return result.data;
	const { issues } = result.error;
	const lines = issues.slice(0, MOST_FLAWS).map((issue) => {
		const where = issue.path.length > 0 ? `${written(issue.path)}: ` : '';
		return `${file}: ${where}${expectation(issue)}`;
	});
	if (issues.length > MOST_FLAWS) lines.push(`${file}: and ${issues.length - MOST_FLAWS} more of the kind`);
	throw new ContentError(lines);
}

function readJson(file: string, source: string): unknown {
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

function idsOf(page: Statuspage): [PropertyKey[], string[]][] {
	const of = (rows: { id: string }[]) => rows.map(({ id }) => id);
	const ofUpdates = (['incidents', 'scheduled_maintenances'] as const).flatMap((list) =>
		(page[list] ?? []).map(({ incident_updates }, i): [PropertyKey[], string[]] => [
			[list, i, 'incident_updates'],
			of(incident_updates),
		]),
	);
	return [...lists.map((list): [PropertyKey[], string[]] => [[list], of(page[list] ?? [])]), ...ofUpdates];
}

function isOver(status: string): boolean {
	return status === 'resolved' || status === 'postmortem';
}
