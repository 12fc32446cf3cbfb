import { type Language, languages } from '../domain/text.ts';
import { NewReasonShown, NewTextShown } from '../inputs/shown-text.ts';
import { type Outcome, refusalOf } from './act.ts';
import { said } from './said.ts';
import { valuesIn } from './values.ts';

/** A text of a form as it will be published. */
export interface LookedAt {
	name: 'body' | 'reason';
	language: Language;
	wording: string;
	/** Is it read without Markdown? */
	isPlain: boolean;
}

/** Did somebody only want to see what they wrote? */
export function isLook(form: URLSearchParams): boolean {
	return form.has('look');
}

/** What is wrong with the texts of a form that is only looked at; null where nothing is. */
export function lookOutcome(form: URLSearchParams, language: Language): Outcome | null {
	const schema = form.get('act') === 'retraction' ? NewReasonShown : NewTextShown;
	try {
		said(schema, textsIn(form), language);
		return null;
	} catch (error) {
		return refusalOf(error);
	}
}

/** In each language in which it was written, the body before the reason. */
export function textsLookedAt(form: URLSearchParams): LookedAt[] {
	const isPlain = form.get('act') === 'retraction';
	const texts = textsIn(form) as Partial<Record<LookedAt['name'], Partial<Record<Language, string>>>>;
	return (['body', 'reason'] as const).flatMap((name) =>
		languages.flatMap((language) => {
			const wording = texts[name]?.[language];
			return wording === undefined ? [] : [{ name, language, wording, isPlain }];
		}),
	);
}

function textsIn(form: URLSearchParams): Record<string, unknown> {
	return valuesIn(form, ['body', 'reason'], 0, 'UTC');
}
