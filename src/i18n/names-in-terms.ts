import type { Language, Text } from '../domain/text.ts';
import { wordingOf } from '../domain/text.ts';

/** What people call that which terms name by an id. */
export interface NamedInTerms {
	plans: Record<string, string>;
	/** Systems and partners, of today and of before. */
	components: Record<string, Text>;
}

/** Of something that nobody knows any more, its id is all that is left. */
export function componentName({ components }: NamedInTerms, language: Language, slug: string): string {
	const name = components[slug];
	return name === undefined ? slug : wordingOf(name, language, language).wording;
}
