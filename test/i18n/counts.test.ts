import { expect, test } from 'vitest';
import { languages } from '../../src/domain/text.ts';
import { messagesIn } from '../../src/i18n/messages.ts';

/** Of each wording that counts something, what it says of one, by where it stands. */
function saidOfOne(node: unknown, path: string): [string, string][] {
	if (typeof node === 'function') {
		const counts = /^\(?\s*(count|entries|added)\b/.test(node.toString());
		const said = counts ? node(1, '1', '1') : null;
		return typeof said === 'string' ? [[path, said]] : [];
	}
	if (typeof node !== 'object' || node === null) return [];
	return Object.entries(node).flatMap(([key, child]) => saidOfOne(child, `${path}.${key}`));
}

test.each(languages)('in %s, nobody reads of “1 deadlines”', (language) => {
	const { console: ofConsole, drafting } = messagesIn(language);
	const said = [...saidOfOne(ofConsole, 'console'), ...saidOfOne(drafting, 'drafting')];
	expect(said.length).toBeGreaterThan(10);
	// So many are looked at, always.
	const counted = said.filter(([path]) => !path.endsWith('lookedAt'));
	expect(counted.filter(([, words]) => /(?<![\d.,])1 (?!gets )\p{L}+s(?!\p{L})/u.test(words))).toEqual([]);
});
