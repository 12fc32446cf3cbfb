import type { Topic } from '../../domain/notices/notice.ts';
import type { Channel } from '../../domain/notices/subscriber.ts';
import type { Language } from '../../domain/text.ts';
import type { Messages } from '../../i18n/es/messages.ts';

/** What somebody has chosen in a form, right or wrong, so that nothing has to be typed twice. */
export interface Chosen {
	channel: Channel;
	address: string;
	topics: readonly string[];
	components: readonly string[];
	turnsOnly: boolean;
	language: string;
	subject: string | null;
}

/** What is chosen before anybody has chosen: all that is news, and nothing twice. */
export const usualTopics: readonly Topic[] = ['incidents', 'maintenance', 'sla', 'misses'];
/** Then what is a part of the first. */
export const shownTopics: readonly Topic[] = [...usualTopics, 'delays', 'partners'];

/** @param topic the one that was asked for on the page before; null for the usual ones */
export function nothingChosen(
	channel: Channel,
	language: Language,
	subject: string | null,
	topic: string | null,
): Chosen {
	return {
		channel,
		address: '',
		topics: topic === null ? usualTopics : [topic],
		components: [],
		turnsOnly: false,
		language,
		subject,
	};
}

export function chosenIn(form: URLSearchParams): Chosen {
	return {
		channel: (form.get('channel') ?? 'email') as Channel,
		address: form.get('address') ?? '',
		topics: form.getAll('topics'),
		components: form.getAll('components'),
		turnsOnly: form.get('often') === 'turns',
		language: form.get('language') ?? '',
		subject: form.get('subject') || null,
	};
}

/** The fields as the API takes them: the same rules for both. */
export function wishIn({ topics, components, turnsOnly, language, subject }: Chosen) {
	// Of one alone nobody is asked for topics.
	const chosen = subject !== null && topics.length === 0 ? usualTopics : topics;
	return { topics: chosen, components: components.length > 0 ? components : null, turns_only: turnsOnly, language };
}

/** What is wrong with a form, in the words of the reader, and at which field; by the first flaw. */
export function flawIn({ flaws }: Messages['subscribe'], field: string | undefined, channel: Channel): Flaw {
	if (field === 'topics') return { field, words: flaws.topics };
	if (field !== 'address') return { field: 'form', words: flaws.other };
	if (channel === 'email') return { field, words: flaws.email };
	return { field, words: channel === 'telegram' ? flaws.chat : flaws.url };
}

export interface Flaw {
	field: 'topics' | 'address' | 'form';
	words: string;
}
