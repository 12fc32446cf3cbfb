import type { Told } from '../domain/notices/told.ts';
import { messagesIn } from '../i18n/messages.ts';
import { linesWithAddresses } from '../render/messages.ts';

/** What a message in a chat says, as plain words: each channel writes them in its own way, so that none can be a command. */
export interface ChatWords {
	/** "Blip Go! · Resolved", or the name of the site alone. */
	above: string;
	title: string;
	/** Cut where it is too long for the channel; empty where the facts say it all. */
	body: string;
	facts: { label: string; value: string }[];
	/** What the link does, and where it leads; its words are empty where there is nothing to do. */
	link: { words: string; url: string };
	/** 0xRRGGBB. */
	colour: number;
}

const colours = { bad: 0xb3261e, good: 0x1b7f3b, planned: 0x2f5fb3, plain: 0x5f6368 } as const;

/** So many facts are enough for a message, and so long. */
const MOST_FACTS = 8;
const LONGEST = { label: 60, value: 300, title: 200 };

/** @param longest characters of the body, as the channel writes it */
export function chatWords(told: Told, longest: number, written: (text: string) => string): ChatWords {
	const { site, state, title, body, facts, late, language, tone, url } = told;
	const isQuestion = told.subject === 'subscription';
	const said = [late ?? '', body === null ? '' : linesWithAddresses(body.wording)].filter(Boolean).join('\n\n');
	const few = facts.slice(0, MOST_FACTS).map(({ label, value }) => ({
		...{ label: cut(label, LONGEST.label, written), value: cut(value, LONGEST.value, written) },
	}));
	return {
		...{ title: cut(title, LONGEST.title, written), facts: few, colour: colours[tone] },
		above: cut(isQuestion || state === '' ? site : `${site} · ${state}`, LONGEST.title, written),
		body: cut(said, longest, written),
		link: { words: isQuestion ? state : messagesIn(language).told.see, url },
	};
}

/** So much of a text that it is no longer than that once it is written; no character is cut in two. */
function cut(text: string, longest: number, written: (text: string) => string): string {
	if (written(text).length <= longest) return text;
	const characters = Array.from(text.slice(0, longest));
	while (characters.length > 0 && written(characters.join('')).length >= longest)
		characters.length -= Math.ceil(characters.length / 20);
	return `${characters.join('').trimEnd()}…`;
}
