import type { Site } from '../../content/site.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Language, type Text, type Wording, wordingOf } from '../../domain/text.ts';
import type { Reads } from '../../stores/stores.ts';

/** Who reads what, and when: everything that a query needs. */
export interface Reading {
	stores: Reads;
	site: Site;
	language: Language;
	now: Instant;
}

/** The wording for this reader, and the language that it is in. */
export function worded({ site, language }: Reading, text: Text): Wording {
	return wordingOf(text, language, site.languages[0] as Language);
}
