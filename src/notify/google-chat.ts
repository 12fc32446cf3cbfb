import type { Told } from '../domain/notices/told.ts';
import { escaped } from '../render/sanitise.ts';
import { chatWords } from './chat-words.ts';

/** https://developers.google.com/workspace/chat/quickstart/webhooks: a card, in the thread of what it is about. */
export function googleChatMessage(told: Told): object {
	const { above, title, body, facts, link } = chatWords(told, 3500);
	const paragraph = (text: string) => ({ textParagraph: { text: escaped(text).replaceAll('\n', '<br>') } });
	const button = { text: link.words, onClick: { openLink: { url: link.url } } };
	const widgets = [
		...(body === '' ? [] : [paragraph(body)]),
		...facts.map(({ label, value }) => ({ decoratedText: { topLabel: label, text: escaped(value), wrapText: true } })),
		...(link.words === '' ? [] : [{ buttonList: { buttons: [button] } }]),
	];
	return {
		thread: { threadKey: told.subject },
		cardsV2: [
			{ cardId: 'vigente', card: { header: { title: title.slice(0, 200), subtitle: above }, sections: [{ widgets }] } },
		],
	};
}

/** Without that, a thread that is named is no thread. */
export function googleChatAddress(address: string): string {
	const url = new URL(address);
	url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
	return url.href;
}
