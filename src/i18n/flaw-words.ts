import type { Flaw } from '../domain/errors.ts';
import type { Messages } from './es/messages.ts';

/** Of what people get wrong most, what the API says in English; a group is the number in it. */
const known: [RegExp, keyof Messages['console']['flaw']][] = [
	[/found nothing|not empty|^Expected a text|in one of/, 'empty'],
	[/^Expected at most (\d+) characters/, 'long'],
	[/still to come|is to come/, 'future'],
	[/not come yet|in the future|has passed|in the past/, 'past'],
	[/^Expected an instant/, 'instant'],
	[/^Line (\d+): found .+ HTML is not shown/, 'html'],
	[/^Expected at least one change/, 'unchanged'],
	[/^Expected ".+" or "/, 'choose'],
];

/** As `/subscribe` says it. */
const addresses: readonly [RegExp, 'email' | 'url' | 'chat'][] = [
	[/^Expected an address such as "ann@/, 'email'],
	[/^Expected an address such as "https:/, 'url'],
	[/^Expected the id of a chat/, 'chat'],
];

/** What is wrong with a field, for the person who filled it in; in English what only few ever see. */
export function flawWords(t: Messages, { detail }: Flaw): { words: string; isForeign: boolean } {
	const address = addresses.find(([pattern]) => pattern.test(detail));
	if (address) return { words: t.subscribe.flaws[address[1]], isForeign: false };
	for (const [pattern, name] of known) {
		const found = pattern.exec(detail);
		const said = t.console.flaw[name] as string | ((value: string) => string);
		if (found) return { words: typeof said === 'string' ? said : said(found[1] ?? ''), isForeign: false };
	}
	return { words: detail, isForeign: true };
}
