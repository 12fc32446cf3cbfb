import { z } from 'zod';
import { Line, TextByLanguage } from '../text.ts';
import { Calendar } from './calendar.ts';
import { Clause, Commitment, count, Id } from './commitment.ts';

const MOST_PLANS = 100;
const MOST_COMMITMENTS = 300;

function unique<T>(named: (one: T) => string) {
	return (all: readonly T[]) => new Set(all.map(named)).size === all.length;
}

/** What customers have bought. */
const Plan = z.strictObject({ id: Id, name: Line });

/** What happens to promises where a partner fails. */
const ExclusionRule = z.strictObject({
	/**
	 * `caused_by_partner`: what a partner caused, with the partner's outage on record.
	 * `while_partner_unavailable`: besides, whatever was under way when a partner on which the systems rely was down.
	 */
	when: z.enum(['caused_by_partner', 'while_partner_unavailable']),
	/** `voids`: the promise does not apply. `pauses`: the deadline moves by the excluded time. */
	effect: z.enum(['voids', 'pauses']),
	/** The ids of the commitments; left out for every time that is promised. */
	covers: z.array(Id).min(1).optional(),
	/** The slugs of the partners that count; left out for all. */
	partners: z.array(Id).min(1).optional(),
	clause: Clause,
});
export type ExclusionRule = z.infer<typeof ExclusionRule>;

/** What the text leaves open, and how it is counted. */
const Reading = z.strictObject({
	id: Id,
	question: TextByLanguage,
	answer: TextByLanguage,
	clause: Clause,
	/** The commitments that depend on it. */
	commitments: z.array(Id).min(1).optional(),
});
export type Reading = z.infer<typeof Reading>;

/** What stands in the front matter of an authentic text besides what the text is; every part is optional. */
export const termsFields = {
	plans: z
		.array(Plan)
		.max(MOST_PLANS, `Expected at most ${MOST_PLANS} plans`)
		.refine(
			unique((one: { id: string }) => one.id),
			'Expected each plan once',
		)
		.default([]),
	calendar: Calendar.optional(),
	commitments: z
		.array(Commitment)
		.max(MOST_COMMITMENTS, `Expected at most ${MOST_COMMITMENTS} commitments`)
		.refine(
			unique((one: { id: string }) => one.id),
			'Expected each id once',
		)
		.default([]),
	exclusion: ExclusionRule.optional(),
	/** Where the criticality changes: does the new time count from acceptance, or does it start anew? */
	reprioritisation: z.strictObject({ clock: z.enum(['continues', 'restarts']), clause: Clause.optional() }).optional(),
	/** What the provider owes where a deadline cannot be kept, or was not; is it a breach of the contract? */
	missed: z
		.strictObject({
			duties: z.array(z.enum(['announce', 'communicate', 'justify'])).min(1),
			breach: z.boolean().optional(),
			clause: Clause,
		})
		.optional(),
	/** When a change of the text comes into force. */
	changes: z
		.strictObject({
			in_force: z.union([z.literal('at_publication'), z.strictObject({ days: count(3650) })], {
				error: 'Expected at_publication or {days: N}',
			}),
			clause: Clause,
		})
		.optional(),
	readings: z
		.array(Reading)
		.max(100)
		.refine(
			unique((one: { id: string }) => one.id),
			'Expected each reading once',
		)
		.default([]),
};

/** The machine-readable part of a revision. */
export const Terms = z.strictObject(termsFields).superRefine(refuseContradictions);
/** The same while somebody writes it: a rule or a reading may name a commitment that was taken out. */
export const UnfinishedTerms = z.strictObject(termsFields).superRefine(refuseOwnContradictions);
export type Terms = Omit<z.infer<typeof Terms>, 'calendar'> & { calendar?: Calendar | undefined };

type Parsed = z.infer<z.ZodObject<typeof termsFields>>;
type Refuse = (path: PropertyKey[], message: string) => void;

/** What contradicts itself without a look at the text. */
export function refuseContradictions(terms: Parsed, context: z.RefinementCtx): void {
	refuseOwnContradictions(terms, context);
	refuseUnknown(terms, (path, message) => context.addIssue({ code: 'custom', path, message }));
}

function refuseOwnContradictions(terms: Parsed, context: z.RefinementCtx): void {
	const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message });
	const plans = new Set(terms.plans.map(({ id }) => id));
	const made = new Map<string, string>();
	for (const [i, commitment] of terms.commitments.entries()) {
		const { id, plan } = commitment;
		const path = ['commitments', i];
		if (plan !== undefined && !plans.has(plan))
			refuse([...path, 'plan'], `Expected a plan of plans: there is no "${plan}"`);
		const same = sameness(commitment);
		const other = made.get(same);
		if (other !== undefined) refuse(path, `Expected each commitment once: "${other}" says it of the same already`);
		made.set(same, id);
		refuseUncountable(terms, commitment, path, refuse);
	}
}

/** To whom and what: two commitments to the same would leave open which one holds, and a comparison knows it again. */
export function sameness(commitment: Commitment): string {
	const { kind, plan = '' } = commitment;
	if (kind === 'first_response' || kind === 'solution') return [kind, plan, commitment.criticality ?? ''].join(' ');
	if (kind !== 'availability')
		return kind === 'retention' ? [kind, plan, commitment.id].join(' ') : [kind, plan].join(' ');
	const { systems = [], target, counted_in } = commitment;
	return [kind, plan, ...systems.toSorted(), target.per, counted_in].join(' ');
}

function refuseUncountable(terms: Parsed, commitment: Commitment, path: PropertyKey[], refuse: Refuse): void {
	if (!('counted_in' in commitment)) return;
	const { counted_in, target } = commitment;
	const calendar = ('calendar' in commitment ? commitment.calendar : undefined) ?? terms.calendar;
	if (target === 'not_defined') return;
	if ('business_days' in target && counted_in === 'always') {
		refuse([...path, 'counted_in'], 'Expected office: business days are days of a calendar');
	} else if (counted_in === 'office' && !('days' in target) && calendar === undefined) {
		refuse([...path, 'counted_in'], 'Expected a calendar: there is none that says when the office is open');
	}
}

function refuseUnknown({ commitments, exclusion, readings }: Parsed, refuse: Refuse): void {
	const ids = new Map<string, Commitment>(commitments.map((one) => [one.id, one]));
	const known = (named: readonly string[] | undefined, path: PropertyKey[]) => {
		for (const [i, id] of (named ?? []).entries()) {
			if (!ids.has(id)) refuse([...path, i], `Expected the id of a commitment: there is no "${id}"`);
		}
	};
	known(exclusion?.covers, ['exclusion', 'covers']);
	for (const [i, { commitments: named }] of readings.entries()) known(named, ['readings', i, 'commitments']);
	for (const [i, id] of (exclusion?.covers ?? []).entries()) {
		const kind = ids.get(id)?.kind;
		if (kind !== undefined && kind !== 'first_response' && kind !== 'solution') {
			refuse(['exclusion', 'covers', i], `Expected a first response or a solution: "${id}" is of another kind`);
		}
	}
}

/** By their ids; what a later one calls otherwise has the later name. */
export function planNamesIn(...all: Terms[]): Record<string, string> {
	return Object.fromEntries(all.flatMap(({ plans }) => plans.map(({ id, name }) => [id, name])));
}
