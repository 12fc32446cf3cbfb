import { z } from 'zod';
import type { criticalities } from '../incidents/incident.ts';
import { Line, Summary } from '../text.ts';

const Clause = z
	.string()
	.max(30)
	.regex(/^\d+(\.\d+)*$/, 'Expected a clause number such as "2.2.1"');
/** `23:00` */
export const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const ClockTime = z.string().regex(clockTime, 'Expected a time such as "23:00"');

/** What a target may be, at most: more is a slip of the pen, and a deadline that nobody lives to see costs days to count. */
export const MOST_BUSINESS_DAYS = 1000;
/** A year. */
export const MOST_MINUTES = 527_040;
const MOST_MONTHS = 1200;
const MOST_PLANS = 100;

function count(most: number) {
	return z.int().positive().max(most, `Expected at most ${most}`);
}

const FirstResponse = z.strictObject({
	plan: z.string().min(1).max(100),
	name: z.string().min(1).max(200),
	minutes: count(MOST_MINUTES),
	/** Do the minutes run around the clock, or only while the office is open? */
	counted: z.enum(['office_hours', 'around_the_clock']).default('office_hours'),
	clause: Clause,
});

/** "Not defined" is a term of its own: never met, never missed. */
const SolutionTarget = z.strictObject({
	target: z.union([z.strictObject({ business_days: count(MOST_BUSINESS_DAYS) }), z.literal('not_defined')], {
		error: `Expected {business_days: N} or not_defined, where N is at most ${MOST_BUSINESS_DAYS}`,
	}),
	/** Is it an estimate? */
	estimate: z.boolean().optional(),
	clause: Clause,
	/** The clause that says what the criticality means. */
	definition: Clause,
});

/** The machine-readable part of a revision: what the front matter of its authentic text says under `terms`. */
export const Terms = z.strictObject({
	first_response: z
		.array(FirstResponse)
		.max(MOST_PLANS, `Expected at most ${MOST_PLANS} plans`)
		.refine((all) => new Set(all.map((one) => one.plan)).size === all.length, {
			message: 'Expected one target for each plan',
		}),
	solution: z.strictObject({ urgent: SolutionTarget, high: SolutionTarget, normal: SolutionTarget }),
	clock_starts: z.strictObject({ at: z.literal('acceptance'), clause: Clause }),
	exclusion: z.strictObject({
		while: z.literal('partner_unavailable'),
		/** `voids`: the promise does not apply. `pauses`: the deadline moves by the excluded time. */
		effect: z.enum(['voids', 'pauses']),
		clause: Clause,
	}),
	missed_deadline: z.strictObject({ duty: z.literal('communicate_and_justify'), clause: Clause }),
	maintenance_window: z
		.strictObject({
			from: ClockTime,
			to: ClockTime,
			// No place is further from UTC.
			offset: z.string().regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, 'Expected an offset such as "-03:00"'),
			guaranteed: z.boolean(),
			clause: Clause,
		})
		.refine((window) => window.from !== window.to, 'Expected a window that is not empty'),
	monitoring: z.strictObject({
		hours_a_day: z.int().min(1).max(24),
		days_a_week: z.int().min(1).max(7),
		clause: Clause,
	}),
	retention: z.strictObject({ months: count(MOST_MONTHS), clause: Clause }),
	changes: z.strictObject({ in_force: z.literal('at_publication'), clause: Clause }),
});
export type Terms = z.infer<typeof Terms>;
export type SolutionTarget = Terms['solution'][(typeof criticalities)[number]]['target'];

/** What one text of a revision says of itself, above the markdown. Only the authentic text carries the terms. */
export const FrontMatter = z.strictObject({
	document: z
		.string()
		.max(100)
		.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
	revision: count(999_999),
	language: z.enum(['es', 'pt-BR', 'en']),
	title: Line,
	/** One sentence for the list of revisions. */
	summary: Summary,
	authentic: z.boolean().default(false),
	editorial: z.boolean().default(false),
	terms: Terms.optional(),
});
export type FrontMatter = z.infer<typeof FrontMatter>;
