import { z } from 'zod';
import { Slug } from './fields.ts';
import { BodyInput, TitleInput, type Worded } from './text.ts';

/** Fields of what may take its wording from a template. */
export const wordingFields = {
	title: TitleInput.optional().meta({ description: 'Unless given, that of the template.' }),
	body: BodyInput.optional().meta({ description: 'Markdown. Unless given, that of the template.' }),
	template: Slug.optional().meta({ description: 'Of `content/templates`.', example: 'partner-down' }),
	values: z
		.record(z.string(), TitleInput)
		.optional()
		.meta({ description: 'For the placeholders of the template.', example: { partner: 'WhatsApp' } }),
};

type Said = { [Field in keyof typeof wordingFields]?: z.output<(typeof wordingFields)[Field]> };
export type Wording = Worded<Said>;

/** For an input with these fields: without a template it needs a wording of its own; said together with all else that is wrong. */
export function needsWording(field: 'title' | 'body') {
	const isThere = ({ template, [field]: text }: Said) => template !== undefined || text !== undefined;
	return {
		isThere,
		flaw: {
			path: [field],
			message: 'Expected a text, or an object with a text for each language; or a template',
			when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null && !Array.isArray(value),
		},
	};
}
