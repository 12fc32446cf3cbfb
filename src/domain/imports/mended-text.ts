import { LONGEST_LINE, LONGEST_MESSAGE, LONGEST_POSTMORTEM } from '../text.ts';

/** A text that keeps these rules, and in words what had to be done to it. */
export interface Mended {
	text: string;
	remarks: string[];
}

/** What was written elsewhere as a title that could be written here. */
export function mendedTitle(text: string): Mended {
	return mended(text.replaceAll(/[\t\n\r]+/g, ' ').trim(), /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, LONGEST_LINE);
}

/** The same for a text of several lines. @param status of the update that it is of */
export function mendedBody(text: string, status?: string): Mended {
	const longest = status === 'postmortem' ? LONGEST_POSTMORTEM : LONGEST_MESSAGE;
	return mended(text, /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, longest);
}

function mended(text: string, forbidden: RegExp, longest: number): Mended {
	const remarks: string[] = [];
	const count = text.match(forbidden)?.length ?? 0;
	// Some of them stand between words.
	const plain = text.replaceAll(/[\v\f\u0085]/g, ' ').replaceAll(forbidden, '');
	if (count > 0) remarks.push(count === 1 ? '1 control character left out' : `${count} control characters left out`);
	const lost = plain.match(/\uFFFD/g)?.length ?? 0;
	if (lost > 0) remarks.push(`${lost} lost ${lost === 1 ? 'character' : 'characters'} (U+FFFD) kept as found`);
	if (plain.length <= longest) return { text: plain, remarks };
	remarks.push(`cut after ${longest} of ${plain.length} characters`);
	return { text: `${plain.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`, remarks };
}
