import type { Told } from '../domain/notices/told.ts';
import { chatWords } from './chat-words.ts';

/** https://discord.com/developers/docs/resources/webhook: nobody is called by a mention, whatever is written. */
export function discordMessage(told: Told): object {
	const { above, title, body, facts, link, colour } = chatWords(told, 3500);
	return {
		allowed_mentions: { parse: [] },
		embeds: [
			{
				author: { name: above.slice(0, 256) },
				title: inDiscord(title).slice(0, 256),
				url: link.url,
				color: colour,
				description: [inDiscord(body), link.words === '' ? '' : `[${inDiscord(link.words)}](${link.url})`]
					.filter(Boolean)
					.join('\n\n')
					.slice(0, 4096),
				fields: facts.slice(0, 25).map(({ label, value }) => ({
					name: inDiscord(label).slice(0, 256),
					value: inDiscord(value).slice(0, 1024),
				})),
			},
		],
	};
}

function inDiscord(text: string): string {
	return text.replaceAll(/[\\*_~`|[\]<>#]/g, '\\$&');
}
