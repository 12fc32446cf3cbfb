import { DAY, type Instant } from '../instant.ts';
import type { AlertRule, KnownAlert, ToldAlert } from './alert.ts';
import { alertAfter } from './alert-course.ts';
import { joinedWords } from './alert-words.ts';
import type { Observation } from './observation.ts';

/** Whoever connects a source to what has stood for weeks doesn't rewrite the figures of weeks. */
const LOOKS_BACK = DAY;

/** What a source told at once. */
export interface AlertsTold {
	source: string;
	/** With the slugs that each is about. */
	told: readonly { alert: ToldAlert; components: readonly string[] }[];
	/** What alerts make of a component. */
	ruleFor: (component: string) => Omit<AlertRule, 'match'>;
}

/** What is known of a source: alerts that fire, and observations that last, with those that ended within the last day. */
export interface AlertsBefore {
	alerts: readonly KnownAlert[];
	observations: readonly Observation[];
}

/** What is otherwise now. */
export interface AlertsAfter {
	alerts: KnownAlert[];
	observations: Observation[];
	/** Where the status of a component changes by it. */
	turns: { component: string; monitor: string; at: Instant; failing: boolean }[];
	/** May the public see any of it? */
	isPublic: boolean;
}

/**
 * What follows from what a source told. All its alerts about a component are one observation, from the first until none
 * fires any more.
 */
export function observationsOfAlerts(
	{ source, told, ruleFor }: AlertsTold,
	before: AlertsBefore,
	now: Instant,
	newId: () => string,
): AlertsAfter {
	const known = new Map(before.alerts.map((one) => [placeOf(one), one]));
	const changed = new Map<string, KnownAlert>();
	const touched = new Set<string>();
	const begun = new Set<string>();
	for (const { alert, components } of told) {
		const { key } = alert;
		for (const component of new Set([...components, ...(alert.firing ? [] : firingAt(key, known.values()))])) {
			touched.add(component);
			const place = placeOf({ key, component });
			const earlier = known.get(place) ?? null;
			const after = alertAfter(earlier, alert, now);
			if (after === null) continue;
			const one = { source, key, component, ...after };
			if (alert.firing && earlier?.until !== null) begun.add(component);
			known.set(place, one);
			changed.set(place, one);
		}
	}
	const after = [...touched].flatMap((component) =>
		observationsOf(
			{ source, component, ...ruleFor(component) },
			{
				alerts: [...known.values()].filter((one) => one.component === component),
				observations: before.observations.filter((one) => one.component === component),
				hasBegun: begun.has(component),
			},
			now,
			newId,
		),
	);
	return { alerts: [...changed.values()], observations: after, ...publicPart(before.observations, after) };
}

/** Nobody can say any more that the alerts of a source are over: it is no longer configured. */
export function withoutSource({ alerts, observations }: AlertsBefore, now: Instant): AlertsAfter {
	const ended = observations.filter(lasts).map((one) => ({ ...one, until: Math.max(one.from, now) }));
	const firing = alerts.filter(lasts).map((one) => ({ ...one, until: Math.max(one.from, now), heardAt: now }));
	return { alerts: firing, observations: ended, ...publicPart(observations, ended) };
}

/** What a component is resolved by, whatever its labels are by now: it may have been matched otherwise when it began. */
function firingAt(key: string, known: Iterable<KnownAlert>): string[] {
	return [...known].filter((one) => one.key === key && lasts(one)).map(({ component }) => component);
}

function observationsOf(
	place: Pick<Observation, 'source' | 'component' | 'sets' | 'status'>,
	known: { alerts: readonly KnownAlert[]; observations: readonly Observation[]; hasBegun: boolean },
	now: Instant,
	newId: () => string,
): Observation[] {
	const { alerts, observations, hasBegun } = known;
	const firing = alerts.filter(lasts).sort((one, other) => one.from - other.from);
	const detail = joinedWords(firing.map(({ words }) => words));
	const standing = observations.find(lasts);
	const [first] = firing;
	if (standing === undefined) {
		if (first === undefined) return [];
		// Those of one source don't overlap.
		const from = Math.max(first.from, now - LOOKS_BACK, ...observations.map(({ until }) => until ?? 0));
		return [{ ...place, id: newId(), kind: 'alert', detail, from, until: null, dismissedAt: null }];
	}
	if (first === undefined) {
		const ends = alerts.map(({ until }) => until ?? 0);
		return [{ ...standing, until: Math.max(standing.from, ...ends) }];
	}
	// Staff put aside what they saw; this one is news.
	const after = { ...standing, detail, dismissedAt: hasBegun ? null : standing.dismissedAt };
	if (standing.sets !== place.sets || standing.status !== place.status) {
		// What components.yaml says otherwise by now holds from here on.
		return [
			{ ...standing, until: now },
			{ ...after, ...place, id: newId(), from: now },
		];
	}
	const isSame = after.detail === standing.detail && after.dismissedAt === standing.dismissedAt;
	return isSame ? [] : [after];
}

/** What only proposes is nobody's business but the staff's. */
function publicPart(
	before: readonly Observation[],
	after: readonly Observation[],
): Pick<AlertsAfter, 'turns' | 'isPublic'> {
	const known = new Map(before.map((one) => [one.id, one]));
	const setting = after.filter(({ sets }) => sets);
	const turns = setting.flatMap(({ id, component, source: monitor, from, until }) => {
		if (until !== null) return [{ component, monitor, at: until, failing: false }];
		return known.has(id) ? [] : [{ component, monitor, at: from, failing: true }];
	});
	const isSeenAgain = setting.some(({ id, dismissedAt }) => dismissedAt !== (known.get(id)?.dismissedAt ?? null));
	return { turns, isPublic: turns.length > 0 || isSeenAgain };
}

function lasts({ until }: Pick<KnownAlert, 'until'>): boolean {
	return until === null;
}

function placeOf({ key, component }: Pick<KnownAlert, 'key' | 'component'>): string {
	return `${key} ${component}`;
}
