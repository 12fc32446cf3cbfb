import { z } from 'zod';
import { criticalities } from '../incidents/incident.ts';
import { Calendar, clockTimeLike } from './calendar.ts';

export const Id = z
	.string()
	.max(60)
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Expected an id such as "first-response"');
/** Stands in a draft in place of the number of a clause that was taken out, so that terms point to no other one meanwhile. */
const TAKEN_OUT = '†';
export const Clause = z
	.string()
	.max(30)
	.regex(/^\d+(\.\d+)*$/, {
		error: ({ input }) =>
			String(input).startsWith(TAKEN_OUT)
				? `Expected another clause, or this one restored: ${String(input).slice(1)} was taken out`
				: 'Expected a clause number such as "2.2.1"',
	});

/** @param number in the text that the draft began with */
export function takenOut(number: string): string {
	return TAKEN_OUT + number;
}

/** What a target may be, at most: more is a slip of the pen, and a deadline that nobody lives to see costs days to count. */
export const MOST_BUSINESS_DAYS = 1000;
/** A year. */
export const MOST_MINUTES = 527_040;
const MOST_DAYS = 3650;
const MOST_MONTHS = 1200;

export function count(most: number) {
	return z.int().positive().max(most, `Expected at most ${most}`);
}

const Minutes = z.strictObject({ minutes: count(MOST_MINUTES) });
const Hours = z.strictObject({ hours: count(MOST_MINUTES / 60) });
const BusinessDays = z.strictObject({ business_days: count(MOST_BUSINESS_DAYS) });
const Days = z.strictObject({ days: count(MOST_DAYS) });
const Months = z.strictObject({ months: count(MOST_MONTHS) });

/** How long something may take. "Not defined" is a term of its own: never met, never missed. */
export const Target = z.union([Minutes, Hours, BusinessDays, Days, z.literal('not_defined')], {
	error: `Expected {minutes: N}, {hours: N}, {business_days: N}, {days: N} or not_defined, where N is at least 1 and at most ${MOST_BUSINESS_DAYS} business days or a year of minutes`,
});
export type Target = z.infer<typeof Target>;

/** "45", "up to 45", "at least 45". */
export const qualifiers = ['exactly', 'up_to', 'at_least'] as const;
export type Qualifier = (typeof qualifiers)[number];

const common = {
	/** By which the rules and readings of the revision name it, and comparisons know it again. */
	id: Id,
	/** For which plan of `plans`; left out for all. */
	plan: Id.optional(),
	/** Does the text call it an estimate? */
	estimate: z.boolean().default(false),
	/** Where the text says so. */
	clause: Clause,
};

/** A time that begins and ends with what happens to one incident or ticket. */
const timed = {
	...common,
	/** For which criticality; left out for all. */
	criticality: z.enum(criticalities).optional(),
	target: Target,
	qualifier: z.enum(['exactly', 'up_to']).default('exactly'),
	/** What starts its clock. */
	from: z.enum(['receipt', 'acceptance']).default('acceptance'),
	/** The hours of the calendar, or every hour of every day? */
	counted_in: z.enum(['office', 'always']).default('office'),
	/** Its own; left out for the one of the revision. */
	calendar: Calendar.optional(),
	/** The clause that says what the criticality means. */
	definition: Clause.optional(),
};

export const FirstResponse = z.strictObject({
	...timed,
	kind: z.literal('first_response'),
	until: z.literal('first_response').default('first_response'),
});
export type FirstResponse = z.infer<typeof FirstResponse>;

export const Solution = z.strictObject({
	...timed,
	kind: z.literal('solution'),
	/** `proposal`: a solution or a work-around that was proposed, or the repair, whichever comes first. */
	until: z.enum(['proposal', 'resolution']).default('resolution'),
});
export type Solution = z.infer<typeof Solution>;

const Percent = z.number().gt(0).max(100);

/** What is given back where less was available: of the fee of the period, in percent. */
const Credit = z.strictObject({ below: Percent, percent: Percent });

/** How much of a month or a quarter systems are available. */
export const Availability = z
	.strictObject({
		...common,
		kind: z.literal('availability'),
		/** Slugs; left out for every system. */
		systems: z.array(Id).min(1).max(200).optional(),
		target: z.strictObject({ percent: Percent, per: z.enum(['month', 'quarter']) }),
		counted_in: z.enum(['office', 'always']).default('always'),
		/** What does not count against it: planned work, and what partners caused. */
		excludes: z.array(z.enum(['maintenance', 'partners'])).default([]),
		/** By how much was missing, the least first. */
		credits: z.array(Credit).max(20).default([]),
		/** Until when a credit may be claimed, in days after the end of the period. */
		claim: z.strictObject({ days: count(MOST_DAYS) }).optional(),
	})
	.superRefine(({ target, credits }, context) => {
		for (const [i, { below, percent }] of credits.entries()) {
			const before = credits[i - 1];
			const path = ['credits', i];
			if (below > target.percent) {
				context.addIssue({
					code: 'custom',
					path,
					message: `Expected a band that is not above the target of ${target.percent} %`,
				});
			}
			if (before && (below >= before.below || percent <= before.percent)) {
				const message = 'Expected bands that do not overlap: each below the one before it, with a higher credit';
				context.addIssue({ code: 'custom', path, message });
			}
		}
	});
export type Availability = z.infer<typeof Availability>;

export const Window = z
	.strictObject({
		from: clockTimeLike('23:00'),
		to: clockTimeLike('05:00'),
		// No place is further from UTC.
		offset: z.string().regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, 'Expected an offset such as "-03:00"'),
	})
	.refine((window) => window.from !== window.to, 'Expected a window that is not empty');

/** When preventive maintenance is meant to be done. */
export const MaintenanceWindow = z.strictObject({
	...common,
	kind: z.literal('maintenance_window'),
	window: Window,
	guaranteed: z.boolean().default(false),
});
export type MaintenanceWindow = z.infer<typeof MaintenanceWindow>;

/** When somebody watches for failures. */
export const Monitoring = z.strictObject({
	...common,
	kind: z.literal('monitoring'),
	target: z.strictObject({ hours_a_day: z.int().min(1).max(24), days_a_week: z.int().min(1).max(7) }),
});

/** How long something is kept. */
export const Retention = z.strictObject({
	...common,
	kind: z.literal('retention'),
	target: z.union([Days, Months], { error: 'Expected {days: N} or {months: N}' }),
	qualifier: z.enum(qualifiers).default('exactly'),
});

/** One thing that a revision says it will do. */
export const Commitment = z.discriminatedUnion(
	'kind',
	[FirstResponse, Solution, Availability, MaintenanceWindow, Monitoring, Retention],
	{
		error:
			'Expected a kind that can be kept account of: first_response, solution, availability, maintenance_window, monitoring or retention',
	},
);
export type Commitment = z.infer<typeof Commitment>;
export type Kind = Commitment['kind'];
export type Timed = FirstResponse | Solution;
