import type { Language, Text } from '../../domain/text.ts';
import { renderMessage } from '../../render/messages.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** A message as a reader sees it. */
export interface Said {
	/** Sanitised. */
	html: string;
	language: Language;
}

/** @param under the level of the heading that it stands under */
export function said(reading: Reading, text: Text, under?: number): Said {
	const { wording, language } = worded(reading, text);
	return { html: renderMessage(wording, under), language };
}
