import type { Told } from '../domain/notices/told.ts';
import { chatWords } from './chat-words.ts';

/** https://api.slack.com/messaging/webhooks: a section holds 3,000 characters, a header 150. */
export function slackMessage(told: Told): object {
	const { above, title, body, facts, link } = chatWords(told, 2500);
	const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
	const lines = facts.map(({ label, value }) => `*${inSlack(label)}:* ${inSlack(value)}`).join('\n');
	return {
		text: inSlack(`${above}: ${title}`),
		blocks: [
			{ type: 'header', text: { type: 'plain_text', text: title.slice(0, 150), emoji: false } },
			{ type: 'context', elements: [{ type: 'mrkdwn', text: inSlack(above).slice(0, 2000) }] },
			...(body === '' ? [] : [section(inSlack(body).slice(0, 2990))]),
			...(lines === '' ? [] : [section(lines.slice(0, 2990))]),
			...(link.words === '' ? [] : [section(`<${inSlack(link.url)}|${inSlack(link.words)}>`)]),
		],
	};
}

/** https://api.slack.com/reference/surfaces/formatting#escaping: then no `<!channel>` is one. */
function inSlack(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
