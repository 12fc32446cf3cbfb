import { z } from 'zod';
import { componentStatuses } from '../domain/component.ts';
import { impacts, incidentStatuses } from '../domain/incident.ts';
import { ContentError } from './content-error.ts';
import { expectation, written } from './yaml.ts';

/** So that a file of another shape does not fill the screen. */
const MOST_FLAWS = 10;

const Id = z.string('Expected an id').regex(/^[a-z0-9]{12}$/, 'Expected an id of 12 characters a–z and 0–9');
const Instant = z.iso
	.datetime({ offset: true, error: 'Expected an instant such as "2026-03-02T14:39:09.548Z"' })
	.transform((written) => Date.parse(written));
const ComponentStatus = z.enum(componentStatuses);
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

/** The answers of Atlassian Statuspage's public API, as far as they are imported: `summary.json`, `incidents.json`. */
const Statuspage = z
	.object({
		page: z.object({ id: Id, name: z.string().trim().min(1), updated_at: Instant.nullish() }),
		components: z.array(Component).nullish(),
		incidents: z.array(Incident).nullish(),
		scheduled_maintenances: z.array(z.unknown()).nullish(),
	})
	.refine(({ components, incidents }) => components != null || incidents != null, {
		message: 'expected "components" or "incidents", as in /api/v2/summary.json',
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

/** @throws ContentError with a line for everything that is wrong: `summary.json: incidents[0].id: expected …` */
export function readStatuspage(file: string, source: string): Statuspage {
	const result = Statuspage.safeParse(readJson(file, source));
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
	// RFC 8259 §8.1: a byte order mark may be ignored.
	const text = source.replace(/^\uFEFF/, '');
	if (/^\s*</.test(text)) {
		throw new ContentError([`${file}: expected JSON, found a web page: save what /api/v2/summary.json answers`]);
	}
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new ContentError([`${file}: expected JSON: ${(error as Error).message}`]);
	}
}

function idsOf({ components, incidents }: Statuspage): [PropertyKey[], string[]][] {
	const of = (rows: { id: string }[]) => rows.map(({ id }) => id);
	return [
		[['components'], of(components ?? [])],
		[['incidents'], of(incidents ?? [])],
		...(incidents ?? []).map((incident, i): [PropertyKey[], string[]] => [
			['incidents', i, 'incident_updates'],
			of(incident.incident_updates),
		]),
	];
}

function isOver(status: string): boolean {
	return status === 'resolved' || status === 'postmortem';
}
