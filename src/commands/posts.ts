import type { Site } from '../content/site.ts';
import { DomainError } from '../domain/errors.ts';
import type { PublicEvent } from '../domain/event.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import type { Template } from '../domain/incidents/template.ts';
import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { Revision } from '../domain/sla/revision.ts';
import type { FindJudged } from '../domain/sla/verdict.ts';
import type { Override } from '../domain/status/status.ts';
import type { NewRetraction } from '../inputs/corrections.ts';
import type {
	IncidentChange,
	IncidentReopening,
	IncidentUpdateChange,
	NewDelay,
	NewIncident,
	NewIncidentUpdate,
	NewJustification,
} from '../inputs/incident.ts';
import type {
	MaintenanceChange,
	MaintenanceReopening,
	MaintenanceUpdateChange,
	NewMaintenance,
	NewMaintenanceUpdate,
} from '../inputs/maintenance.ts';
import type { StatusByHand } from '../inputs/status-by-hand.ts';
import type { Stores } from '../stores/stores.ts';
import { amendIncident } from './amend-incident.ts';
import { amendMaintenance } from './amend-maintenance.ts';
import { announceDelay } from './announce-delay.ts';
import { editIncidentUpdate } from './edit-incident-update.ts';
import { editMaintenanceUpdate } from './edit-maintenance-update.ts';
import { justifyMiss } from './justify-miss.ts';
import { openIncident } from './open-incident.ts';
import { postIncidentUpdate } from './post-incident-update.ts';
import { postMaintenanceUpdate } from './post-maintenance-update.ts';
import type { Precondition } from './precondition.ts';
import { proposeSolution } from './propose-solution.ts';
import { type Proposal, publishRevision } from './publish-revision.ts';
import { reopenIncident } from './reopen-incident.ts';
import { reopenMaintenance } from './reopen-maintenance.ts';
import { retractIncident } from './retract-incident.ts';
import { retractMaintenance } from './retract-maintenance.ts';
import { scheduleMaintenance } from './schedule-maintenance.ts';
import { giveBackComponentStatus, setComponentStatus } from './set-component-status.ts';

/** Where posts are published: what is stored, and what the site says of itself. */
export interface Desk {
	stores: Stores;
	site: Pick<Site, 'time_zone' | 'approval'>;
	templates: readonly Template[];
	find: FindJudged;
	/** Puts on record what failed by a mistake of ours, of which people are told only that it did. */
	failed: (error: unknown, post: string) => void;
}

/** Of what it is about (its id, or ''), what is said, by whom, when, and as what it is about looked. */
type Command<Said, Made, Seen = never> = (
	desk: Desk,
	about: string,
	said: Said,
	writing: Writing,
	now: Instant,
	seen: Precondition<Seen>,
) => Promise<Made>;
type OnIncident<Said> = Command<Said, Incident, Incident>;
type OnMaintenance<Said> = Command<Said, Maintenance, Maintenance>;

/** All that people publish, and what each is told: at once, or once it has waited. */
interface Commands {
	'incident.open': Command<NewIncident, Incident, readonly Incident[]>;
	'incident.update': OnIncident<NewIncidentUpdate>;
	'incident.solution': OnIncident<NewIncidentUpdate>;
	'incident.delay': OnIncident<NewDelay>;
	'incident.justification': OnIncident<NewJustification>;
	'incident.correction': OnIncident<IncidentChange>;
	'incident.edit': OnIncident<IncidentUpdateChange>;
	'incident.reopening': OnIncident<IncidentReopening>;
	'incident.retraction': OnIncident<NewRetraction>;
	'maintenance.schedule': Command<NewMaintenance, Maintenance>;
	'maintenance.update': OnMaintenance<NewMaintenanceUpdate>;
	'maintenance.correction': OnMaintenance<MaintenanceChange>;
	'maintenance.edit': OnMaintenance<MaintenanceUpdateChange>;
	'maintenance.reopening': OnMaintenance<MaintenanceReopening>;
	'maintenance.retraction': OnMaintenance<NewRetraction>;
	'status.set': Command<StatusByHand, void, Override | null>;
	'status.give_back': Command<null, void, Override | null>;
	'revision.publish': Command<Proposal, Revision>;
}

const commands: Commands = {
	'incident.open': ({ stores, templates }, _, said, by, at, seen) =>
		openIncident(stores, said, by, at, templates, seen),
	'incident.update': ({ stores }, ...rest) => postIncidentUpdate(stores, ...rest),
	'incident.solution': ({ stores }, ...rest) => proposeSolution(stores, ...rest),
	'incident.delay': ({ stores, find }, ...rest) => announceDelay(stores, ...rest, find),
	'incident.justification': ({ stores, find }, ...rest) => justifyMiss(stores, ...rest, find),
	'incident.correction': ({ stores }, ...rest) => amendIncident(stores, ...rest),
	'incident.edit': ({ stores }, about, ...rest) => editIncidentUpdate(stores, ...bothIn(about), ...rest),
	'incident.reopening': ({ stores }, ...rest) => reopenIncident(stores, ...rest),
	'incident.retraction': ({ stores }, ...rest) => retractIncident(stores, ...rest),
	'maintenance.schedule': ({ stores, templates, site }, _, said, by, at) =>
		scheduleMaintenance(stores, said, by, at, { templates, zone: site.time_zone }),
	'maintenance.update': ({ stores }, ...rest) => postMaintenanceUpdate(stores, ...rest),
	'maintenance.correction': ({ stores }, ...rest) => amendMaintenance(stores, ...rest),
	'maintenance.edit': ({ stores }, about, ...rest) => editMaintenanceUpdate(stores, ...bothIn(about), ...rest),
	'maintenance.reopening': ({ stores }, ...rest) => reopenMaintenance(stores, ...rest),
	'maintenance.retraction': ({ stores }, ...rest) => retractMaintenance(stores, ...rest),
	'status.set': ({ stores }, ...rest) => setComponentStatus(stores, ...rest),
	'status.give_back': ({ stores }, slug, _, ...rest) => giveBackComponentStatus(stores, slug, ...rest),
	'revision.publish': ({ stores }, _, said, by, at) => publishRevision(stores, said, by, at),
};

export type PostKind = keyof Commands;

/** What somebody wants to publish: by which command, about what ('' for what is new), and what it is told. */
export type Post<K extends PostKind = PostKind> = {
	[Kind in K]: { kind: Kind; about: string; said: Parameters<Commands[Kind]>[2] };
}[K];
export type Result<K extends PostKind> = Awaited<ReturnType<Commands[K]>>;

export function isPostKind(kind: string): kind is PostKind {
	return Object.hasOwn(commands, kind);
}

/** Publishes at once; the command asks who may. @throws DomainError */
export function publishNow<K extends PostKind>(
	desk: Desk,
	{ kind, about, said }: Post<K>,
	writing: Writing,
	now: Instant,
	seen: Precondition<never>,
): Promise<Result<K>> {
	// Another version may have kept it.
	if (!isPostKind(kind)) throw new DomainError('invalid', 'This version does not know such a post');
	return (commands[kind] as unknown as Command<unknown, Result<K>>)(desk, about, said, writing, now, seen);
}

/** What would come of a post. Nothing of it is written. @throws DomainError as if it were */
export async function rehearse<K extends PostKind>(
	desk: Desk,
	post: Post<K>,
	by: Writing['by'],
	now: Instant,
	seen: Precondition<never>,
): Promise<{ result: Result<K>; event: PublicEvent }> {
	const events: PublicEvent[] = [];
	const result = await publishNow(desk, post, { by, rehearsal: (event) => events.push(event) }, now, seen);
	const [event] = events;
	if (event === undefined) throw new Error(`${post.kind} would publish nothing`);
	return { result, event };
}

/** An id, and that of one of its updates: `k3j9x0c2m1aa/x0c2m1aak3j9`. */
function bothIn(about: string): [id: string, update: string] {
	const [id = '', update = ''] = about.split('/');
	return [id, update];
}
