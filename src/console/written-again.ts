import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import { wallText } from '../domain/time/as-of.ts';
import type { WaitingPost } from '../domain/waiting-post.ts';
import { proposedIn } from '../queries/admin/said-resource.ts';

/** A form of the console, filled in: its screen, and its fields by name. */
interface FilledIn {
	path: string;
	/** Where on it the form stands, such as `#correction`. */
	part: string;
	fields: [name: string, value: string][];
}

type Given = Record<string, unknown>;

/**
 * What waited in vain, as its form was filled in, to be written again upon what stands now. Its instant of publication is given
 * again while it is still to come, so that nothing is published sooner than it was meant; what was announced for an instant is not.
 *
 * @param work that it is about, as it stands; null where it is about none
 * @param zone whose clocks the fields show
 * @returns null for a revision, see {@link revisionAgain}, and for what cannot be read any more
 */
export function writtenAgain(post: WaitingPost, work: Maintenance | null, zone: string, now: Instant): FilledIn | null {
	const { kind, about, input, heldAt, publishAt } = post;
	if (input === null || typeof input !== 'object') return null;
	const given = input as Given;
	const [family = '', act = ''] = kind.split('.');
	const [id = '', update] = about.split('/');
	const told = Object.entries({ ...given, publish_at: aheadOf(now, publishAt) });
	// Whoever publishes it in its place settles it, so that nobody else does.
	const fields: [string, string][] = [
		['instead_of', post.id],
		...told.flatMap(([name, value]) => fieldsOf(named(name), value, zone)),
	];
	if (family === 'status') {
		return act === 'set'
			? { path: '/admin/components', part: `#${id}`, fields: [['act', 'set'], ['component', id], ...fields] }
			: null;
	}
	if (kind === 'maintenance.schedule') return { path: '/admin/maintenance/new', part: '', fields };
	if (kind === 'incident.open') {
		const began = new Date(typeof given.startedAt === 'number' ? given.startedAt : heldAt).toISOString();
		const others = fields.filter(([name]) => name !== 'started_at');
		return { path: '/admin/incidents/new', part: '', fields: [...others, ['started_at', began]] };
	}
	if (family !== 'incident' && family !== 'maintenance') return null;
	const own: [string, string][] = [
		['act', act],
		...(update === undefined ? [] : [['update', update] as [string, string]]),
	];
	const formOf = (turn: string) => `#${update === undefined ? turn : `edit-${update}`}`;
	if (family === 'incident') return { path: `/admin/incidents/${id}`, part: formOf(act), fields: [...own, ...fields] };
	const turn = act !== 'update' ? act : given.status === work?.status ? 'note' : String(given.status);
	return { path: `/admin/maintenance/${id}`, part: formOf(turn), fields: [...own, ['turn', turn], ...fields] };
}

/**
 * The same of a revision: its texts, upon the revision that it was written for, so that the form says which was published since.
 *
 * @param from the newest version of its draft, 0 for none: whoever goes on with an older text goes on from that
 */
export function revisionAgain(post: WaitingPost, from: number, zone: string, now: Instant): FilledIn | null {
	const { about, input, publishAt } = post;
	const read = proposedIn(about, input);
	if (read === null) return null;
	const { expected } = input as { expected: number };
	const texts = read.texts.map(({ language, source }): [string, string] => [`whole/${language}`, source]);
	const instant = fieldsOf('publish_at', aheadOf(now, publishAt), zone);
	const upon: [string, string][] = [
		['expected', String(expected)],
		['from', String(from)],
	];
	return { path: `/admin/sla/${about}/new`, part: '', fields: [...texts, ...upon, ...instant] };
}

function aheadOf(now: Instant, publishAt: Instant | null): Instant | null {
	return publishAt !== null && publishAt > now ? publishAt : null;
}

/** As the API calls it, and forms do. */
function named(name: string): string {
	return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function fieldsOf(name: string, value: unknown, zone: string): [string, string][] {
	if (name === 'next_update_at') return value === null ? [[name, '']] : [];
	if (name === 'cause') return [[name, value === null ? 'own' : String(value)]];
	if (name === 'rrule') return ruleFields(String(value));
	if (name === 'components' && Array.isArray(value)) return value.map((slug) => ['component', String(slug)]);
	if (Array.isArray(value)) return value.map((one) => [name, String(one)]);
	if (typeof value === 'number') return [[name, wallText(value, zone)]];
	if (name === 'planned')
		return Object.entries(value as Given).flatMap(([edge, at]) => fieldsOf(`planned_${edge}`, at, zone));
	if (value === null || value === undefined) return [];
	if (typeof value === 'object') return Object.entries(value).map(([key, one]) => [`${name}/${key}`, String(one)]);
	return [[name, String(value)]];
}

/** The last day has a field of its own. */
function ruleFields(rrule: string): [string, string][] {
	const parts = rrule.split(';');
	const until = parts.find((part) => part.startsWith('UNTIL='))?.replace(/^UNTIL=(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3');
	const rule = parts.filter((part) => !part.startsWith('UNTIL=')).join(';');
	return [['rrule', rule], ...(until === undefined ? [] : [['until', until] as [string, string]])];
}
