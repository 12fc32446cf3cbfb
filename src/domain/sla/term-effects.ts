import { type Criticality, criticalities } from '../incidents/incident.ts';
import { DAY, type Instant } from '../instant.ts';
import type { Availability, Commitment, Kind, Timed } from './commitment.ts';
import { availabilitiesOf, closest, commitmentsOf, officeFor } from './commitments.ts';
import { deadlineOf } from './deadline.ts';
import { unlessImpossible } from './promise.ts';
import { pairsOf } from './same-commitments.ts';
import type { Terms } from './terms.ts';

/** What other terms come to, for one commitment: as an example that somebody can follow. */
export type TermEffect =
	/** When something would be due that comes in now; null for no deadline. */
	| {
			kind: Timed['kind'];
			from: Timed['from'];
			/** Undefined for all, but for those of `besides`. */
			plan: string | undefined;
			/** The plans for which it comes to something else than for all, or stays. */
			besides: string[];
			/** Undefined where it is the same for all. */
			criticality: Criticality | undefined;
			was: Instant | null;
			is: Instant | null;
	  }
	/** How much may be missing of a month of 30 days, or of a quarter of 90; null where nothing is said, or office hours count. */
	| { kind: 'availability'; was: Allowance | null; is: Allowance | null }
	/** What stands in the terms; null for nothing. */
	| { kind: Told; was: Commitment | null; is: Commitment | null };

type Told = Exclude<Kind, Timed['kind'] | 'availability'>;

export interface Allowance {
	of: Availability;
	/** In ms; null where it counts in office hours. */
	missing: number | null;
}

const told = ['maintenance_window', 'monitoring', 'retention'] as const satisfies readonly Told[];

/** For each commitment of any kind that comes to something else than before. */
export function effectsOfTerms(before: Terms, after: Terms, now: Instant): TermEffect[] {
	return [
		...timedEffects('first_response', before, after, now),
		...timedEffects('solution', before, after, now),
		...allowances(before, after),
		...told.flatMap((kind) => toldEffects(kind, before, after)),
	];
}

type TimedEffect = Extract<TermEffect, { kind: Timed['kind'] }>;

function timedEffects(kind: Timed['kind'], before: Terms, after: Terms, now: Instant): TimedEffect[] {
	const effectsOn = (plan: string | undefined) =>
		criticalities.map((criticality): TimedEffect => {
			const [was, is] = [before, after].map((terms) => dueAt(terms, kind, plan, criticality, now));
			const from = (is ?? was)?.from ?? 'acceptance';
			return { kind, from, plan, besides: [], criticality, was: was?.at ?? null, is: is?.at ?? null };
		});
	const named = new Set([before, after].flatMap((terms) => commitmentsOf(terms, kind).map(({ plan }) => plan)));
	const ofPlans = new Map([...named].flatMap((plan) => (plan === undefined ? [] : [[plan, effectsOn(plan)] as const])));
	const ofAll = effectsOn(undefined).map((one, i) => ({
		...one,
		besides: [...ofPlans].flatMap(([plan, own]) => (isSameEffect(one, own[i]) ? [] : [plan])),
	}));
	return [...named].flatMap((plan) => {
		if (plan === undefined) return together(ofAll);
		// What comes to the same for all of them is told of all of them.
		const own = ofPlans.get(plan) ?? [];
		return together(named.has(undefined) ? own.filter((one, i) => !isSameEffect(one, ofAll[i])) : own);
	});
}

/** Those that come to something else: one for all criticalities where it is the same for each. */
function together(effects: TimedEffect[]): TimedEffect[] {
	const different = effects.filter(({ was, is }) => was !== is);
	const [first] = different;
	const isOfAll =
		first !== undefined &&
		different.length === criticalities.length &&
		different.every((one) => isSameEffect(one, first) && one.besides.join() === first.besides.join());
	return isOfAll ? [{ ...first, criticality: undefined }] : different;
}

function isSameEffect(one: TimedEffect, other: TimedEffect | undefined): boolean {
	return one.was === other?.was && one.is === other.is;
}

/** What is promised to a plan, or to one that nothing names: by the same rule as it is promised then. */
function dueAt(
	terms: Terms,
	kind: Timed['kind'],
	plan: string | undefined,
	criticality: Criticality,
	now: Instant,
): { at: Instant | null; from: Timed['from'] } | null {
	const found = closest<Timed>(commitmentsOf(terms, kind), plan, criticality);
	if (found === null) return null;
	const { target, from } = found;
	const due =
		target === 'not_defined' ? null : unlessImpossible(() => deadlineOf(target, officeFor(terms, found), now));
	return { at: due?.deadline ?? null, from };
}

function allowances(before: Terms, after: Terms): TermEffect[] {
	return pairsOf(availabilitiesOf(before), availabilitiesOf(after)).flatMap(([was, is]) => {
		if (was?.target.percent === is?.target.percent) return [];
		return [{ kind: 'availability' as const, was: was && allowance(was), is: is && allowance(is) }];
	});
}

function allowance(of: Availability): Allowance {
	const { percent, per } = of.target;
	const days = per === 'month' ? 30 : 90;
	// In millionths of a percent, so that 99.9 leaves whole milliseconds.
	const missing = (Math.round((100 - percent) * 1e6) / 1e8) * days * DAY;
	return { of, missing: of.counted_in === 'always' ? Math.round(missing) : null };
}

function toldEffects(kind: Told, before: Terms, after: Terms): TermEffect[] {
	return pairsOf<Commitment>(commitmentsOf(before, kind), commitmentsOf(after, kind)).flatMap(([was, is]) => {
		const isSame = was !== null && is !== null && saidBy(was) === saidBy(is);
		return isSame ? [] : [{ kind, was, is }];
	});
}

/** Without its id and its clause, which promise nothing. */
function saidBy({ id: _, clause: __, ...said }: Commitment): string {
	return JSON.stringify(said);
}
