import type { Told } from '../domain/notices/told.ts';
import { chatWords } from './chat-words.ts';

/** https://developers.mattermost.com/integrate/webhooks/incoming: an attachment, with a colour at its side. */
export function mattermostMessage(told: Told): object {
	const { above, title, body, facts, link, colour } = chatWords(told, 7000);
	const attachment = {
		fallback: inMattermost(`${above}: ${title}`),
		color: `#${colour.toString(16).padStart(6, '0')}`,
		author_name: above,
		title: inMattermost(title),
		title_link: link.url,
		text: [inMattermost(body), link.words === '' ? '' : `[${inMattermost(link.words)}](${link.url})`]
			.filter(Boolean)
			.join('\n\n'),
		fields: facts.map(({ label, value }) => ({
			...{ title: inMattermost(label), value: inMattermost(value), short: false },
		})),
	};
	return { attachments: [attachment] };
}

/** What was written stands as it is, and calls nobody: a space without width follows each "@". */
function inMattermost(text: string): string {
	return text.replaceAll(/[\\*_~`|[\]<>#]/g, '\\$&').replaceAll('@', '@\u200b');
}
