import { z } from '@hono/zod-openapi';
import { componentStatuses } from '../domain/component.ts';
import { INSTANTS, isMeant } from '../domain/instant.ts';
import {
	flawOfText,
	isLines,
	isOneLine,
	type Language,
	LONGEST_LINE,
	LONGEST_MESSAGE,
	LONGEST_POSTMORTEM,
	languages,
	type Text as Wordings,
} from '../domain/text.ts';
import { messageFlaws } from '../render/message-flaws.ts';

export const Id = z.string().openapi({ description: '12 characters `[a-z0-9]`', example: 'k3j9x0c2m1aa' });
export const ExternalId = z
	.string()
	.nullable()
	.openapi({ description: 'On the page that it was imported from; null for what began here.' });
export const Slug = z.string().openapi({ example: 'operator-desk' });
export const ComponentStatus = z.enum(componentStatuses).openapi('ComponentStatus');

export const ById = z.object({ id: Id });

/** Text as it is answered: every language that it was written in. */
export const Text = z
	.strictObject({ es: z.string().optional(), 'pt-BR': z.string().optional(), en: z.string().optional() })
	.openapi('Text', { example: { es: 'Demoras en el envío de mensajes', en: 'Message delivery is slow' } });
/** A union: a named schema that is nullable would be an object and null at once. */
export const TextOrNull = z.union([Text, z.null()]);

export const TitleInput = textInput(LONGEST_LINE, isOneLine).openapi({ example: 'Demoras en el envío de mensajes' });
export const BodyInput = messageInput(LONGEST_MESSAGE);
/** As long as a postmortem may be. */
export const LongBodyInput = messageInput(LONGEST_POSTMORTEM);

/** What an update said until it was edited. @param status the schema of what it may be */
export function editOf<Status extends z.ZodType>(status: Status) {
	return z.strictObject({ body: Text, status, happened_at: Instant, edited_at: Instant, reason: TextOrNull });
}

/** Answered in UTC. */
export const Instant = z.string().openapi({ format: 'date-time', example: '2026-11-20T19:30:00.000Z' });

export const InstantInput = z.iso
	.datetime({ offset: true, error: 'Expected an instant with an offset, such as "2026-11-20T16:30:00-03:00"' })
	.transform((text) => Date.parse(text))
	.refine(isMeant, INSTANTS)
	.openapi({ type: 'string', format: 'date-time', example: '2026-11-20T16:30:00-03:00' });

export const StatusByComponent = z
	.record(z.string().regex(/^[\w-]+$/, 'Expected the slug of a component'), ComponentStatus)
	.openapi({ description: 'Slug to status.', example: { 'message-delivery': 'partial_outage' } });

export const Redaction = z
	.strictObject({
		words: z
			.string()
			.min(1)
			.max(LONGEST_MESSAGE)
			.openapi({ description: 'As they stand there, each time.', example: 'hunter2' }),
		reason: textInput(LONGEST_MESSAGE, isLines).openapi({ description: 'Public, and without the words.' }),
	})
	.openapi('Redaction');

export const Redactions = z
	.array(z.strictObject({ at: Instant, reason: Text }))
	.openapi({ description: 'When words were taken away for good, and why; oldest first.' });

/** An update of an incident or a maintenance, by its place. */
export const ByUpdate = z.object({ id: Id, update: Id });

export const RetractionInput = z
	.strictObject({
		reason: textInput(LONGEST_MESSAGE, isLines).openapi({ description: 'Public: it stands at its address.' }),
	})
	.openapi('NewRetraction');

export const Retraction = z.strictObject({ at: Instant, reason: Text }).nullable().openapi({
	description: 'Why it should never have been published: it is in no figure and no list. Null where it stands.',
});

export const Amended = z
	.array(z.strictObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
	.openapi({ description: 'What this update corrected; its body is the reason.' });

/** A bare string is in the site's first language. */
export function textIn(first: Language, given: string | Wordings): Wordings {
	return typeof given === 'string' ? { [first]: given } : given;
}

/** A text in one wording. @param isPlain which characters it may have @param flawsOf what else is wrong with it, in sentences */
export function wordingInput(
	longest: number,
	isPlain: (text: string) => boolean,
	flawsOf: (text: string) => string[] = () => [],
) {
	return z
		.string()
		.trim()
		.superRefine((text, context) => {
			const expected = flawOfText(text, longest, isPlain);
			const flaws = expected === null ? flawsOf(text) : [`Expected ${expected}`];
			for (const message of flaws) context.addIssue({ code: 'custom', message });
		})
		.openapi({ minLength: 1, maxLength: longest });
}

/** What its readers would not see is not taken. */
function messageInput(longest: number) {
	return textInput(longest, isLines, messageFlaws).openapi({
		description: 'Markdown, without HTML and footnotes. Images are shown as links.',
		example: { es: 'Estamos investigando.', en: 'We are looking into it.' },
	});
}

function textInput(longest: number, isPlain: (text: string) => boolean, flawsOf?: (text: string) => string[]) {
	const wording = wordingInput(longest, isPlain, flawsOf);
	const all = { es: wording.optional(), 'pt-BR': wording.optional(), en: wording.optional() };
	const byLanguage = z
		.strictObject(all)
		.refine((text) => Object.keys(text).length > 0, `Expected a text in one of ${languages.join(', ')}`);
	return z.union([wording, byLanguage], 'Expected a text, or an object with a text for each language');
}
