import { z } from '@hono/zod-openapi';
import { Instant, Text } from './schemas.ts';

/** What follows from a revision for deadlines, figures and subscribers. */
export const Happening = z.strictObject({
	effects: z.array(z.string()).openapi({
		description:
			'For each commitment that changes, what was and what would be, as a sentence in the first language of the site.',
		example: [
			'Solución, Urgente, si se acepta ahora: antes 26 nov 2026, 14:15 GMT−3, con este texto 27 nov 2026, 14:15 GMT−3.',
		],
	}),
	keeps: z
		.array(
			z.strictObject({
				id: z.string(),
				title: Text,
				revision: z.int(),
				deadline: Instant,
				url: z.string().openapi({ format: 'uri' }),
			}),
		)
		.openapi({ description: 'Running deadlines of incidents, which keep the revision in force at acceptance.' }),
	told: z
		.int()
		.openapi({ description: 'How many subscribers hear of it. Whoever is reached only by what is not set up waits.' }),
	keeps_tickets: z.int().openapi({
		description: 'How many tickets have a deadline that runs, and keep the revision under which they were accepted.',
		example: 3,
	}),
	told_by: z.record(z.string(), z.int()).openapi({ description: 'Of them, by channel.', example: { email: 12 } }),
});

export const RevisionEffects = z
	.strictObject({
		in_force_from: Instant.nullable().openapi({ description: 'Null for as soon as it is published.' }),
		refused: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })),
		terms: z
			.array(z.string())
			.nullable()
			.openapi({
				description: 'Null where they cannot be compared, since they cannot be read any more.',
				example: ['Solución, Urgente: 1 día hábil → 2 días hábiles'],
			}),
		changes: z.array(z.string()).openapi({
			description: 'What changes besides terms: the language that prevails, and of each text its title and clauses.',
			example: ['Ya no hay texto en inglés.', 'Español: Cláusula 2.1: modificada'],
		}),
		...Happening.shape,
	})
	.openapi('RevisionEffects');
