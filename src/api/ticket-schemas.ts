import { z } from '@hono/zod-openapi';
import { criticalities } from '../domain/incidents/incident.ts';
import { outcomes } from '../domain/sla/promise.ts';
import { type GivenTicket, TICKET_REFERENCE } from '../domain/sla/ticket.ts';
import type { Language } from '../domain/text.ts';
import { JudgedPromise } from './promise-schemas.ts';
import { BodyInput, Instant, InstantInput, Text, TextOrNull, textIn } from './schemas.ts';

const MOST_TICKETS = 1000;

const Reference = z
	.string()
	.regex(TICKET_REFERENCE, 'Expected 1 to 64 letters, digits, ".", "_" or "-"')
	.openapi({ description: 'Opaque: it must say nothing about a person.', example: 'T-48151' });
const Criticality = z.enum(criticalities).openapi({ description: "The SLA's own scale." });
const Cause = z.string().openapi({ description: '`own`, or the slug of the partner that caused it.', example: 'own' });
const InstantOrNull = InstantInput.nullable()
	.optional()
	.openapi({ type: ['string', 'null'] });

const NewTicket = z.strictObject({
	reference: Reference,
	document: z.string().openapi({ description: 'Whose promises apply.', example: 'blip-go' }),
	plan: z.string().openapi({ example: 'pro' }),
	criticality: Criticality,
	received_at: InstantInput,
	first_response_at: InstantOrNull,
	accepted_at: InstantOrNull,
	solved_at: InstantOrNull,
	cause: Cause.optional(),
	justification: BodyInput.nullable().optional().openapi({ description: 'Why a deadline was missed. It is public.' }),
	reason: BodyInput.optional().openapi({
		description:
			'Why what is reported now is otherwise than before. A verdict that was recorded stays; it is kept with the report.',
	}),
});

export const TicketBatch = z
	.strictObject({ tickets: z.array(NewTicket).min(1).max(MOST_TICKETS, `Expected at most ${MOST_TICKETS} tickets`) })
	.openapi('TicketBatch', {
		example: {
			tickets: [
				{
					reference: 'T-48151',
					document: 'blip-go',
					plan: 'pro',
					criticality: 'high',
					received_at: '2026-10-05T10:02:00-03:00',
					first_response_at: '2026-10-05T10:31:00-03:00',
					accepted_at: '2026-10-05T10:40:00-03:00',
				},
			],
		},
	});

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

/** @param first the language of a bare string */
export function givenTicket(input: z.infer<typeof NewTicket>, first: Language): GivenTicket {
	const { reference, document, plan, criticality, cause, justification, reason } = input;
	const optional = {
		firstResponseAt: input.first_response_at,
		acceptedAt: input.accepted_at,
		solvedAt: input.solved_at,
		cause: cause === 'own' ? null : cause,
		justification: justification ? textIn(first, justification) : justification,
		...(reason !== undefined && { reason: textIn(first, reason) }),
	};
	return { reference, document, plan, criticality, receivedAt: input.received_at, ...optional } as GivenTicket;
}
