import { z } from '@hono/zod-openapi';
import { calculationReasons } from '../domain/sla/deadline.ts';
import { outcomes } from '../domain/sla/promise.ts';
import { Instant, Text, TextOrNull } from './schemas.ts';

const Outcome = z.enum(outcomes);
export const Target = z.union([
	z.strictObject({ business_days: z.int() }),
	z.strictObject({ minutes: z.int() }),
	z.strictObject({ hours: z.int() }),
	z.strictObject({ days: z.int() }),
	z.literal('not_defined'),
]);
const Day = z.strictObject({
	date: z.string().openapi({ format: 'date' }),
	counted: z.boolean(),
	reason: z.enum(calculationReasons),
});
const Excluded = z.strictObject({
	partner: z.string(),
	why: z.enum(['cause', 'unavailable']),
	from: Instant,
	until: Instant.nullable().openapi({ description: 'Null while it lasts.' }),
});

export const promised = {
	document: z.string().openapi({ example: 'blip-go' }),
	revision: z.int().openapi({ description: 'The one that binds: in force at acceptance.', example: 1 }),
	term: z.enum(['solution', 'first_response']),
	clause: z.string().openapi({ example: '2.2.1' }),
	commitment: z.string().optional().openapi({
		description: 'Its id in the terms; absent where it was judged before commitments had one.',
		example: 'solution-urgent',
	}),
	plan: z.string().optional().openapi({ description: 'To which plan alone it is made; absent where to all.' }),
	target: Target,
	estimate: z.boolean().openapi({ description: 'Does the text call it an estimate?' }),
	accepted_at: Instant,
	deadline: Instant.nullable().openapi({ description: 'Null where no deadline applies.' }),
	outcome: Outcome,
	calculation: z.array(Day),
	raw: z
		.strictObject({ deadline: Instant, outcome: Outcome })
		.nullable()
		.openapi({ description: 'As if nothing were excluded.' }),
	excluded: z.array(Excluded),
	reprioritised_at: Instant.nullable().openapi({
		description:
			'The criticality changed here. The time counts from acceptance all the same, unless the terms let the clock start anew, or it would have passed already.',
	}),
	superseded_at: Instant.nullable().openapi({ description: 'Another criticality took its place here.' }),
};

const Verdict = z
	.strictObject({
		id: z.string(),
		outcome: Outcome,
		deadline: Instant.nullable(),
		recorded_at: Instant,
		reason: TextOrNull,
		publication: z.int().openapi({ description: 'The number of the entry in the ledger.' }),
		at_upgrade: z.boolean().openapi({
			description: 'Computed when verdicts began to be recorded, long after the promise had ended.',
		}),
		withdrawn: z.strictObject({ at: Instant, reason: Text }).nullable(),
	})
	.openapi('Verdict');

export const JudgedPromise = z
	.strictObject({
		...promised,
		verdicts: z.array(Verdict).openapi({
			description:
				'How it ended, as it was recorded; oldest first. The last that was not withdrawn holds, whatever the facts say today.',
		}),
		difference: z.strictObject({ outcome: Outcome.nullable(), deadline: Instant.nullable() }).nullable().openapi({
			description:
				'What follows from the facts of today, where it is not what was recorded: staff make a second verdict of it, or leave it.',
		}),
	})
	.openapi('JudgedPromise');
