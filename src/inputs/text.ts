import { z } from 'zod';
import {
	flawOfText,
	isLines,
	isOneLine,
	type Language,
	LONGEST_LINE,
	LONGEST_MESSAGE,
	LONGEST_POSTMORTEM,
	languages,
	type Text,
} from '../domain/text.ts';
import { messageFlaws } from '../render/message-flaws.ts';

/** A text of which nobody said in which language it is: whoever hears it knows. */
export class Bare {
	readonly wording: string;

	constructor(wording: string) {
		this.wording = wording;
	}
}

/** An input in which each text has a language. */
export type Worded<Input> = Input extends Bare
	? Text
	: Input extends readonly (infer One)[]
		? Worded<One>[]
		: Input extends object
			? { [Name in keyof Input]: Worded<Input[Name]> }
			: Input;

/** @param first the language of what is bare */
export function worded<Input>(input: Input, first: Language): Worded<Input> {
	return withLanguage(input, first) as Worded<Input>;
}

function withLanguage(input: unknown, first: Language): unknown {
	if (input instanceof Bare) return { [first]: input.wording };
	if (Array.isArray(input)) return input.map((one) => withLanguage(one, first));
	if (typeof input !== 'object' || input === null) return input;
	return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, withLanguage(value, first)]));
}

/** What its readers would not see is not taken. */
export const flawsOfMessage = messageFlaws;

export const TitleInput = textInput(LONGEST_LINE, isOneLine).meta({ example: 'Demoras en el envío de mensajes' });
export const BodyInput = messageInput(LONGEST_MESSAGE);
/** As long as a postmortem may be. */
export const LongBodyInput = messageInput(LONGEST_POSTMORTEM);
/** Why something was taken away or back. */
export const ReasonInput = textInput(LONGEST_MESSAGE, isLines);

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
		.meta({ minLength: 1, maxLength: longest });
}

function messageInput(longest: number) {
	return textInput(longest, isLines, flawsOfMessage).meta({
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
	const bare = wording.transform((text) => new Bare(text));
	return z.union([bare, byLanguage], 'Expected a text, or an object with a text for each language');
}
