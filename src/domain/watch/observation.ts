import type { ComponentStatus } from '../component.ts';
import { DAY, type Instant, type Interval } from '../instant.ts';
import { overlapOf, unionOf, withoutHoles } from '../time/interval.ts';
import { isOpen, nextOpening, type OfficeHours, openingsBetween } from '../time/office.ts';

/** While it lasts, a monitor, a partner's own page or an alert says that a component isn't well. */
export interface Observation {
	id: string;
	component: string;
	kind: 'monitor' | 'partner' | 'alert';
	/** The name of the monitor, or of what sends the alerts; {@link partnerSource} for a partner's page. */
	source: string;
	status: ComponentStatus;
	/** Does it set the status, or only propose an incident? */
	sets: boolean;
	detail: string | null;
	from: Instant;
	/** Null while it lasts. */
	until: Instant | null;
	/** When staff put the proposal aside. */
	dismissedAt: Instant | null;
}

/** What a partner's own page is called among the sources of a component. */
export const partnerSource = 'partner-page';

/** What a source says speaks for the time until it says something again, and allows for once that is late or lost. */
const SPEAKS_FOR = 2;

/** For how long what was said at an instant is known. @param intervalMillis how often the source says something */
export function spokenTime(at: Instant, intervalMillis: number): Interval {
	return { start: at, end: at + SPEAKS_FOR * intervalMillis };
}

/** A time during which a source had something to say. */
export interface Coverage {
	component: string;
	source: string;
	from: Instant;
	until: Instant;
}

/** What measures a component, or did. Its coverage lies between `from` and `until`. */
export interface Source {
	component: string;
	source: string;
	from: Instant;
	until: Instant;
	hours: 'always' | 'office';
	/** Whether components.yaml names it. One that it doesn't name, and that was silent for a day, is gone for good. */
	declared: boolean;
}

/** A time during which nobody could know the status of a component, and why. */
export interface Unknown {
	component: string;
	from: Instant;
	until: Instant;
	why: 'not_measured' | 'never_measured' | 'not_watched' | 'partner_silent' | 'no_record';
}

const SILENT_FOR_GOOD = DAY;
/** No office is closed for longer; if one is, what began before seems to begin then. */
const LONGEST_CLOSED = 31 * DAY;

/**
 * When none of a component's sources had anything to say within a range: nobody watched, as with those that watch in
 * office hours only (SLA §2.3), or nothing came. Before the first source began to watch, people alone tell how things are.
 *
 * @param sources of one component, with all that is covered of the range
 */
export function unknownsWithin(
	sources: readonly Source[],
	coverage: readonly Coverage[],
	range: Interval,
	office: OfficeHours,
): Unknown[] {
	const component = sources[0]?.component;
	const watched = unionOf(sources.map(watchedTime)).flatMap((span) => overlapOf(span, range) ?? []);
	if (component === undefined || watched.length === 0) return [];
	const silent = sources.some(({ source }) => source === partnerSource) ? 'partner_silent' : 'not_measured';
	const around = { start: range.start - LONGEST_CLOSED, end: range.end };
	const openings = sources.some(({ hours }) => hours === 'office') ? openingsBetween(office, around) : [];
	const closings = withoutHoles(around, openings);
	const since = Math.min(...sources.map(({ from }) => from));
	const covered = unionOf(
		coverage.flatMap((span) => {
			const { hours } = sources.find(({ source }) => source === span.source) ?? { hours: 'always' };
			const known = { start: span.from, end: span.until };
			return hours === 'always' ? [known] : openings.flatMap((opening) => overlapOf(known, opening) ?? []);
		}),
	);
	const isAlwaysWatched = sources.some(({ hours }) => hours === 'always');
	return watched
		.flatMap((span) => withoutHoles(span, covered))
		.flatMap((gap): Unknown[] => {
			if (isAlwaysWatched) return [{ component, from: beginning(gap, sources), until: gap.end, why: silent }];
			const within = (hours: Interval[], began: Instant, why: Unknown['why']) =>
				hours.flatMap((one) => {
					const part = overlapOf(one, gap);
					return part === null ? [] : [{ component, from: Math.max(one.start, began), until: part.end, why }];
				});
			return [...within(openings, beginning(gap, sources), silent), ...within(closings, since, 'not_watched')];
		});
}

/** A piece of an observation during which its source was heard. */
export interface Heard extends Observation {
	/** When the observation began. */
	since: Instant;
}

/**
 * What was observed, as far as its source was heard: what nobody could hear any more may have passed. An alert is said
 * once, and holds until it is taken back.
 *
 * @param observations oldest first
 * @param coverage oldest first
 */
export function heard(observations: readonly Observation[], coverage: readonly Coverage[]): Heard[] {
	const key = ({ component, source }: Pick<Coverage, 'component' | 'source'>) => `${component} ${source}`;
	const bySource = Map.groupBy(coverage, key);
	const alerts = observations.filter(({ kind }) => kind === 'alert').map((one) => ({ ...one, since: one.from }));
	const measured = [
		...Map.groupBy(
			observations.filter(({ kind }) => kind !== 'alert'),
			key,
		),
	];
	return [...measured.flatMap(([source, own]) => heardOf(own, bySource.get(source) ?? [])), ...alerts];
}

/** Of one source. Neither its observations nor its coverage overlap among themselves, and both are in order. */
function heardOf(observations: readonly Observation[], coverage: readonly Coverage[]): Heard[] {
	const pieces: Heard[] = [];
	let first = 0;
	for (const observation of observations) {
		const { from: since, until } = observation;
		const observed = { start: since, end: until ?? Number.POSITIVE_INFINITY };
		while ((coverage[first]?.until ?? Number.POSITIVE_INFINITY) <= since) first++;
		for (let i = first; (coverage[i]?.from ?? Number.POSITIVE_INFINITY) < observed.end; i++) {
			const { from, until: end } = coverage[i] as Coverage;
			const piece = overlapOf(observed, { start: from, end });
			if (piece !== null) pieces.push({ ...observation, from: piece.start, until: piece.end, since });
		}
	}
	return pieces;
}

/**
 * The coverage of one source with more of it.
 *
 * @param bridged whether a gap between two pieces is none: an office that was closed meanwhile, say
 */
export function joinedCoverage(
	pieces: readonly Interval[],
	bridged: (from: Instant, until: Instant) => boolean,
): Interval[] {
	const joined: Interval[] = [];
	for (const piece of [...pieces].sort((one, other) => one.start - other.start)) {
		const last = joined.at(-1);
		if (last !== undefined && (piece.start <= last.end || bridged(last.end, piece.start))) {
			last.end = Math.max(last.end, piece.end);
		} else joined.push({ ...piece });
	}
	return joined;
}

/**
 * Until when a source that keeps office hours has said something: where the office closed meanwhile, until its first
 * measurement after the next opening is due. At night nobody can say that what it said has passed.
 */
export function spokenUntil(office: OfficeHours, heardUntil: Instant, intervalMillis: number): Instant {
	return isOpen(office, heardUntil) ? heardUntil : nextOpening(office, heardUntil) + intervalMillis;
}

/** When a source is gone for good, unless it says something until then; never for one that components.yaml names. */
export function goneAt({ until, declared }: Source): Instant {
	return declared ? Number.POSITIVE_INFINITY : until + SILENT_FOR_GOOD;
}

/** Without what sources said that are gone: what nobody watches any more may have passed long ago. */
export function stillWatched(
	observations: readonly Observation[],
	sources: readonly Source[],
	now: Instant,
): Observation[] {
	const gone = sources.filter((source) => goneAt(source) <= now);
	return observations.filter((one) => {
		if (one.kind === 'alert') return true;
		return !gone.some(({ component, source }) => component === one.component && source === one.source);
	});
}

/** From its first measurement until it was gone for good. */
export function watchedTime(source: Source): Interval {
	return { start: source.from, end: goneAt(source) };
}

/** A gap that reaches the beginning of what was asked for began when the last source fell silent. */
function beginning(gap: Interval, sources: readonly Source[]): Instant {
	const last = Math.max(...sources.map(({ until }) => until));
	return last <= gap.start ? Math.max(last, Math.min(...sources.map(({ from }) => from))) : gap.start;
}
