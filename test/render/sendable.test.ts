import fc from 'fast-check';
import { parseAtomFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { renderAtom } from '../../src/render/atom.ts';
import { renderCalendar } from '../../src/render/calendar.ts';
import { escaped } from '../../src/render/sanitise.ts';

/** XML 1.0 §2.2 */
const xml = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
const oddities = [
	'\0',
	'\v',
	'\x1b',
	'\x7f',
	'\x85',
	'\u2028',
	'\ud800',
	'\udc00',
	'\ufffe',
	'\uffff',
	'\r',
	'\n',
	'😀',
	'a',
	'&',
	'<',
	']]>',
];
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...oddities) }));
const home = 'https://status.example.com/';

test('whatever is stored, the feed is XML', () => {
	fc.assert(
		fc.property(text, (odd) => {
			const entry = {
				id: 'tag:a',
				title: odd,
				link: home,
				publishedAt: 0,
				updatedAt: 0,
				html: `<p>${escaped(odd)}</p>`,
			};
			const feed = renderAtom(
				{ id: 'tag:b', title: `Site ${odd}`, language: 'es', home, self: home, entries: [entry] },
				0,
			);
			expect(feed).toMatch(xml);
			expect(parseAtomFeed(feed).entries).toHaveLength(1);
		}),
		{ numRuns: 200, seed: 42 },
	);
});

test('whatever is stored, the calendar has its lines and no control character', () => {
	fc.assert(
		fc.property(text, (odd) => {
			const event = {
				...{ uid: 'a', title: odd, description: odd, interval: { start: 0, end: 1000 }, status: 'confirmed' as const },
				...{ sequence: 0, publishedAt: 0, updatedAt: 0, link: home },
			};
			const calendar = renderCalendar({ title: odd, language: 'es', home, self: home, events: [event] });
			expect(calendar.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}|\p{Cs}/u);
			expect(calendar.split('\r\n').filter((line) => line === 'END:VEVENT')).toHaveLength(1);
		}),
		{ numRuns: 200, seed: 42 },
	);
});
