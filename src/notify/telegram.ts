import type { Told } from '../domain/notices/told.ts';
import { escaped } from '../render/sanitise.ts';
import { chatWords } from './chat-words.ts';

/** https://core.telegram.org/bots/api#sendmessage: 4,096 characters once its marks are taken away. */
export function telegramMessage(told: Told, chat: string): object {
	const { above, title, body, facts, link } = chatWords(told, 2500);
	const lines = [
		`${inTelegram(above)}\n<b>${inTelegram(title)}</b>`,
		inTelegram(body),
		facts.map(({ label, value }) => `<b>${inTelegram(label)}:</b> ${inTelegram(value)}`).join('\n'),
		link.words === '' ? '' : `<a href="${escaped(link.url)}">${inTelegram(link.words)}</a>`,
	];
	return {
		chat_id: chat,
		text: lines.filter(Boolean).join('\n\n'),
		parse_mode: 'HTML',
		link_preview_options: { is_disabled: true },
	};
}

function inTelegram(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
