import { z } from 'zod';
import { languages } from '../domain/text.ts';

const source = z.string().meta({ description: 'The whole file, front matter included.' });
const byLanguage = z.strictObject({
	es: z.string().optional(),
	'pt-BR': z.string().optional(),
	en: z.string().optional(),
});

/** As a preview puts it before whoever publishes, and as they send it back. */
const Confirmation = z.strictObject({
	id: z.string().max(60),
	confirmed: z.boolean(),
	clause: z.string().max(30).nullable().optional(),
	sentences: byLanguage.optional().meta({ description: 'What was read: refused where the texts say otherwise now.' }),
});

export const NewRevision = z
	.strictObject({
		texts: z
			.strictObject({ es: source.optional(), 'pt-BR': source.optional(), en: source.optional() })
			.refine((texts) => Object.keys(texts).length > 0, `Expected a text in one of ${languages.join(', ')}`),
		commitments: z.array(Confirmation).max(300).optional().meta({
			description:
				'What a preview answers, with `confirmed: true` on each commitment whose sentences somebody has read. Not needed where neither terms nor words of a commitment differ from the revision before.',
		}),
	})
	.meta({
		id: 'NewRevision',
		example: {
			texts: { es: '---\ndocument: blip-go\nrevision: 2\n…' },
			commitments: [{ id: 'solution-urgent', confirmed: true }],
		},
	});
