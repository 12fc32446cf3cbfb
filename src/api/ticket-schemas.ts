import { z } from '@hono/zod-openapi';
import { outcomes } from '../domain/sla/promise.ts';
import { Criticality } from '../inputs/fields.ts';
import { JudgedPromise } from './promise-schemas.ts';
import { Instant, Text, TextOrNull } from './schemas.ts';

const Cause = z.string().openapi({ description: '`own`, or the slug of the partner that caused it.', example: 'own' });

export const TicketsRecorded = z
	.strictObject({
		recorded: z.int().openapi({ description: 'New, or changed by this batch.' }),
		unchanged: z.int().openapi({ description: 'Known already, just as reported.' }),
		tickets: z.array(z.strictObject({ reference: z.string(), id: z.string(), url: z.string() })).openapi({
			description: 'Where the customer of each finds what was promised, and how it stands: nobody can guess the id.',
		}),
	})
	.openapi('TicketsRecorded');

export const Ticket = z
	.strictObject({
		id: z.string().openapi({ description: 'The public one: nobody can guess it, and it says nothing.' }),
		url: z.string(),
		reference: z.string(),
		document: z.string(),
		plan: z.string(),
		criticality: Criticality,
		received_at: Instant,
		first_response_at: Instant.nullable(),
		accepted_at: Instant.nullable(),
		solved_at: Instant.nullable(),
		cause: Cause,
		justification: TextOrNull,
		promises: z.array(JudgedPromise),
		earlier_outcomes: z
			.array(
				z.strictObject({
					document: z.string(),
					revision: z.int(),
					clause: z.string(),
					term: z.enum(['first_response', 'solution']),
					of: z.string().openapi({ description: 'The plan or the criticality that it was promised for.' }),
					outcome: z.enum(outcomes),
					deadline: Instant.nullable(),
					justification: TextOrNull,
					changed_at: Instant,
					reason: Text,
				}),
			)
			.openapi({ description: 'How promises had ended before a later report changed that, and why; oldest first.' }),
		recorded_at: Instant.openapi({ description: 'When it was first recorded.' }),
		changed_at: Instant.openapi({ description: 'When its record last changed.' }),
	})
	.openapi('Ticket');

export const TicketList = z.strictObject({ tickets: z.array(Ticket) });
