import { z } from 'zod';
import { carriesPersons } from '../domain/imports/person-columns.ts';
import { tellsMinute } from '../domain/imports/written-date.ts';
import { isZone } from '../domain/time/day.ts';
import { ticketFields } from './ticket.ts';

const fields = Object.keys(ticketFields) as (keyof typeof ticketFields)[];
export type TicketField = (typeof fields)[number];
export const requiredFields: TicketField[] = ['reference', 'document', 'plan', 'criticality', 'received_at'];
export const instantFields: TicketField[] = ['received_at', 'first_response_at', 'accepted_at', 'solved_at'];

const Field = z.enum(fields, `Expected ${fields.join(', ')}`);
const Zone = z.string().refine(isZone, 'Expected a time zone such as "America/Sao_Paulo"');
const Meanings = z.record(z.string(), z.string());
/** One entry for each field that may be named: so that another is told as such. */
const byField = <S extends z.ZodType>(schema: S) =>
	z.strictObject(
		Object.fromEntries(fields.map((field) => [field, schema.optional()])) as Record<TicketField, z.ZodOptional<S>>,
	);

/** How a help desk's own export becomes tickets: which column is which field, and what its values mean here. */
export const TicketMapping = z
	.strictObject({
		/** Theirs to ours. What is not named here is not read. */
		columns: z
			.record(
				z.string(),
				z.union(
					[Field.transform((one) => [one]), z.array(Field).min(1)],
					`Expected ${fields.join(', ')}, or a list of these`,
				),
			)
			.refine((columns) => Object.keys(columns).length > 0, 'Expected at least one column'),
		/** The same on each line. */
		always: byField(z.string()).default({}),
		/** Of a field: what a value there is here. */
		values: byField(Meanings).default({}),
		/** Luxon's tokens; ISO 8601 unless given. */
		date_format: z
			.string()
			.refine(tellsMinute, 'Expected a format that says day, month, year, hour and minute, such as "d/MMM/yy h:mm a"')
			.nullable()
			.default(null),
		/** Of dates that name no offset themselves. */
		zone: Zone,
		/** Fields that are not told as an instant, but in minutes after `received_at`. */
		minutes_after_receipt: z.array(z.enum(instantFields)).default([]),
		delimiter: z.enum([',', ';', '\t', '|']).optional(),
	})
	.superRefine(({ columns, always, values, minutes_after_receipt }, context) => {
		const say = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
		for (const column of Object.keys(columns).filter(carriesPersons)) {
			say(
				['columns', column],
				'Expected no column in which persons are named: nothing of a person is kept of a ticket',
			);
		}
		const given = [...Object.values(columns).flat(), ...Object.keys(always)] as TicketField[];
		for (const field of requiredFields.filter((one) => !given.includes(one))) {
			say(['columns'], `Expected a column for ${field}, or always`);
		}
		for (const field of new Set(given.filter((one, index) => given.indexOf(one) < index))) {
			say(['columns'], `Expected ${field} once`);
		}
		for (const field of Object.keys(values) as TicketField[]) {
			if (!Object.values(columns).flat().includes(field)) say(['values', field], `Expected a column for ${field}`);
			if (instantFields.includes(field))
				say(['values', field], 'Expected nothing: an instant is none of several values');
		}
		if (minutes_after_receipt.includes('received_at')) {
			say(['minutes_after_receipt'], 'Expected fields that come after received_at');
		}
	});
export type TicketMapping = z.infer<typeof TicketMapping>;
