import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRevisionText } from '../../src/documents/revision-text.ts';
import { flawOfText, isLines, isOneLine, Line, LineByLanguage, TextByLanguage } from '../../src/domain/text.ts';
import { TitleInput } from '../../src/inputs/text.ts';

describe('what people write', () => {
	test.each([
		['', 'a text that is not empty'],
		['\u200B', 'a text that is not empty'],
		['\u2060\uFEFF \u3164', 'a text that is not empty'],
		['a\u000Bb', 'a text without control characters'],
		['a\u0000', 'a text without control characters'],
		['a\uFFFE', 'a text without control characters'],
		['a\nb', 'a text without control characters'],
		['half \uD800', 'a text without control characters'],
		['x'.repeat(201), 'at most 200 characters'],
		['Campañas 👩‍💻', null],
		['مرحبا', null],
	])('%j: expected %s', (text, expected) => {
		expect(flawOfText(text, 200, isOneLine)).toBe(expected);
	});

	test('is held to the same rule at every door', () => {
		const doors: [string, (text: string) => boolean][] = [
			['API', (text) => TitleInput.safeParse(text).success],
			['API, by language', (text) => TitleInput.safeParse({ es: text }).success],
			['components.yaml', (text) => LineByLanguage.safeParse({ es: text }).success],
			['site.yaml', (text) => Line.safeParse(text).success],
			['front matter', (text) => titleStands(text)],
		];
		const odd = fc.constantFrom('\u000B', '\u0000', '\uFFFF', '\uD800', '\u200B', '\u00AD', ' ', '\n', 'a', 'ñ', '👍');
		fc.assert(
			fc.property(
				fc.array(odd, { maxLength: 4 }).map((parts) => parts.join('')),
				(text) => {
					const expected = flawOfText(text.trim(), 200, isOneLine) === null;
					for (const [door, opens] of doors) expect(opens(text), door).toBe(expected);
				},
			),
			{ seed: 8, numRuns: 100 },
		);
	});

	test('may have several lines where it is a message', () => {
		expect(TextByLanguage.safeParse({ es: 'Una\n\notra' }).success).toBe(true);
		expect(isLines('a\r\n\tb')).toBe(true);
		expect(isLines('a\u000C')).toBe(false);
	});
});

function titleStands(title: string): boolean {
	const front = { document: 'x', revision: 1, language: 'en', title, summary: 'First.' };
	try {
		// A translation: it has no terms. JSON is YAML, but for halves of characters.
		parseRevisionText('1.en.md', `---\n${JSON.stringify(front).replaceAll(',"', ',\n"')}\n---\n## 1. One\n\nText.\n`);
		return true;
	} catch {
		return false;
	}
}
