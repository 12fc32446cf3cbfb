import { z } from '@hono/zod-openapi';

export const Id = z.string().openapi({ description: '12 characters `[a-z0-9]`', example: 'k3j9x0c2m1aa' });
export const ExternalId = z
	.string()
	.nullable()
	.openapi({ description: 'On the page that it was imported from; null for what began here.' });

export const ById = z.object({ id: Id });

/** Text as it is answered: every language that it was written in. */
export const Text = z
	.strictObject({ es: z.string().optional(), 'pt-BR': z.string().optional(), en: z.string().optional() })
	.openapi('Text', { example: { es: 'Demoras en el envío de mensajes', en: 'Message delivery is slow' } });
/** A union: a named schema that is nullable would be an object and null at once. */
export const TextOrNull = z.union([Text, z.null()]);

/** What an update said until it was edited. @param status the schema of what it may be */
export function editOf<Status extends z.ZodType>(status: Status) {
	return z.strictObject({ body: Text, status, happened_at: Instant, edited_at: Instant, reason: TextOrNull });
}

/** Answered in UTC. */
export const Instant = z.string().openapi({ format: 'date-time', example: '2026-11-20T19:30:00.000Z' });

export const Redactions = z
	.array(z.strictObject({ at: Instant, reason: Text }))
	.openapi({ description: 'When words were taken away for good, and why; oldest first.' });

/** An update of an incident or a maintenance, by its place. */
export const ByUpdate = z.object({ id: Id, update: Id });

export const Retraction = z.strictObject({ at: Instant, reason: Text }).nullable().openapi({
	description: 'Why it should never have been published: it is in no figure and no list. Null where it stands.',
});

export const Amended = z
	.array(z.strictObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
	.openapi({ description: 'What this update corrected; its body is the reason.' });
