import type { Told } from '../domain/notices/told.ts';
import { messagesIn } from '../i18n/messages.ts';
import { plainLines } from '../render/messages.ts';

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

/** @param longest characters of the body */
export function chatWords(told: Told, longest: number): ChatWords {
	const { site, state, title, body, facts, late, language, tone, url } = told;
	const isQuestion = told.subject === 'subscription';
	const said = [late ?? '', body === null ? '' : plainLines(body.wording)].filter(Boolean).join('\n\n');
	return {
		...{ title, facts, colour: colours[tone] },
		above: isQuestion || state === '' ? site : `${site} · ${state}`,
		body: said.length > longest ? `${said.slice(0, longest - 1).trimEnd()}…` : said,
		link: { words: isQuestion ? state : messagesIn(language).told.see, url },
	};
}
