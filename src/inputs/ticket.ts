import { z } from 'zod';
import { TICKET_REFERENCE } from '../domain/sla/ticket.ts';
import { Cause, Criticality, InstantInput, InstantOrNull, inOurWords } from './fields.ts';
import { BodyInput } from './text.ts';

const MOST_TICKETS = 1000;

/** The API's fields, and the columns of a file. */
export const ticketFields = {
	reference: z
		.string()
		.regex(TICKET_REFERENCE, 'Expected 1 to 64 letters, digits, ".", "_" or "-"')
		.meta({ description: 'Opaque: it must say nothing about a person.', example: 'T-48151' }),
	document: z.string().meta({ description: 'Whose promises apply.', example: 'blip-go' }),
	plan: z.string().meta({ example: 'pro' }),
	criticality: Criticality,
	received_at: InstantInput,
	first_response_at: InstantOrNull.optional(),
	accepted_at: InstantOrNull.optional(),
	solved_at: InstantOrNull.optional(),
	cause: Cause.optional(),
	justification: BodyInput.nullable().optional().meta({ description: 'Why a deadline was missed. It is public.' }),
	reason: BodyInput.optional().meta({
		description:
			'Why what is reported now is otherwise than before. A verdict that was recorded stays; it is kept with the report.',
	}),
};

export const NewTicket = z.strictObject(ticketFields).transform(inOurWords);

export const TicketBatch = z
	.strictObject({ tickets: z.array(NewTicket).min(1).max(MOST_TICKETS, `Expected at most ${MOST_TICKETS} tickets`) })
	.meta({
		id: 'TicketBatch',
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
