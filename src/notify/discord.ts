import type { Told } from '../domain/notices/told.ts';
import { chatWords } from './chat-words.ts';

/** https://discord.com/developers/docs/resources/webhook: nobody is called by a mention, whatever is written. */
export function discordMessage(told: Told): object {
	const { above, title, body, facts, link, colour } = chatWords(told, 2500, inDiscord);
	return {
		allowed_mentions: { parse: [] },
		embeds: [
			{
				author: { name: above },
				title: inDiscord(title),
				url: link.url,
				color: colour,
				description: [inDiscord(body), link.words === '' ? '' : `[${inDiscord(link.words)}](${link.url})`]
					.filter(Boolean)
					.join('\n\n'),
				fields: facts.map(({ label, value }) => ({
					name: inDiscord(label),
					value: inDiscord(value),
				})),
			},
		],
	};
}

function inDiscord(text: string): string {
	return text.replaceAll(/[\\*_~`|[\]<>#]/g, '\\$&');
}
