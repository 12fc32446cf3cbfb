import { z } from 'zod';
import { languages } from '../domain/text.ts';

const source = z.string().meta({ description: 'The whole file, front matter included.' });

export const NewRevision = z
	.strictObject({
		texts: z
			.strictObject({ es: source.optional(), 'pt-BR': source.optional(), en: source.optional() })
			.refine((texts) => Object.keys(texts).length > 0, `Expected a text in one of ${languages.join(', ')}`),
	})
	.meta({ id: 'NewRevision', example: { texts: { es: '---\ndocument: blip-go\nrevision: 2\n…' } } });
