import type { Told } from '../domain/notices/told.ts';
import { chatWords } from './chat-words.ts';

/** An Adaptive Card, as the workflow "Post to a channel when a webhook request is received" takes it; 28 kB at most. */
export function teamsMessage(told: Told): object {
	const { above, title, body, facts, link } = chatWords(told, 6000);
	const block = (text: string, more: object = {}) => ({ type: 'TextBlock', text: inTeams(text), wrap: true, ...more });
	const content = {
		$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
		type: 'AdaptiveCard',
		version: '1.4',
		body: [
			block(above, { isSubtle: true, spacing: 'None' }),
			block(title, { size: 'Large', weight: 'Bolder', spacing: 'Small' }),
			...(body === '' ? [] : body.split('\n\n').map((paragraph) => block(paragraph))),
			...(facts.length === 0
				? []
				: [
						{
							type: 'FactSet',
							facts: facts.map(({ label, value }) => ({ title: inTeams(label), value: inTeams(value) })),
						},
					]),
		],
		actions: link.words === '' ? [] : [{ type: 'Action.OpenUrl', title: link.words, url: link.url }],
	};
	return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}

/** Cards know a little Markdown: what was written stands as it is. */
function inTeams(text: string): string {
	return text.replaceAll(/[\\[\]*_`]/g, '\\$&').replaceAll('<', '&lt;');
}
