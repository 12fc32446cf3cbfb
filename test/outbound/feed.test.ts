import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import { readFeed } from '../../src/outbound/partners/feed.ts';

const now = Date.parse('2026-05-04T12:00:00Z');
const troubled = (detail: string) => ({ status: 'degraded_performance', detail, fades: true });
const fine = { status: 'operational', detail: null, fades: false };

test('the newest entry decides, wherever in the feed it stands', () => {
	const resolved = item('API is down', 'Resolved - It works again.', 2);
	const investigating = item('Console is down', 'Investigating - We are looking.', 1);
	expect(readFeed('rss', rss(resolved, investigating), now)).toEqual(troubled('Console is down'));
	expect(readFeed('rss', rss(item('x', 'Investigating - y', 3), resolved), now)).toEqual(fine);
});

test('what is older than 24 hours is over, and until then the same text has to be read again', () => {
	const feed = rss(item('API is down', 'We are looking.', 1));
	expect(readFeed('rss', feed, now + 22 * HOUR)).toEqual(troubled('API is down'));
	expect(readFeed('rss', feed, now + 23 * HOUR)).toEqual(fine);
});

test('what is dated ahead is announced, not happening', () => {
	const feed = rss(item('Migration on Saturday', 'Come along.', -48), item('API is down', 'We are looking.', 1));
	expect(readFeed('rss', feed, now)).toEqual(troubled('API is down'));
	expect(readFeed('rss', rss(item('Migration', 'Soon.', -48)), now)).toEqual({ ...fine, fades: true });
});

test('a feed without entries says that nothing is wrong', () => {
	expect(readFeed('rss', rss(), now)).toEqual(fine);
});

describe('an entry says that it is over', () => {
	test.each([
		'[RESOLVED] Increased error rates',
		'Service is operating normally',
		'The issue has been fixed',
		'All systems are fully operational',
		'Incidente resuelto',
		'O incidente foi resolvido',
	])('in its title: %s', (title) => {
		expect(readFeed('rss', rss(item(title, '', 1)), now)).toEqual(fine);
	});

	test.each([
		'<p><small>May 4, 10:30 CET</small><br><strong>Resolved</strong> - Done.</p><p><strong>Monitoring</strong> - A fix is in.</p>',
		'<strong>Completed</strong> - The planned work is over.',
		'<strong>Scheduled</strong> - We will work on it.',
		'Service has been restored for everybody.',
	])('in its text: %s', (text) => {
		expect(readFeed('rss', rss(item('API', text, 1)), now)).toEqual(fine);
	});
});

test.each([
	'<strong>Monitoring</strong> - We watch until it is resolved.</p><p><strong>Update</strong> - Resolved for some.</p>',
	'The issue is not resolved.',
	'It will be fixed soon.',
	'We do not know when service will be restored',
	'The console is non-operational.',
	'No se ha resuelto. O incidente ainda não foi resolvido.',
	'It isn’t fixed.',
	'<'.repeat(100_000),
])('an entry does not say so: %.60s', (text) => {
	expect(readFeed('rss', rss(item('API', text, 1)), now)).toEqual(troubled('API'));
});

test('Atom is read like RSS', () => {
	const entry = (title: string, content: string, at: string) =>
		`<entry><id>${at}</id><title>${title}</title><published>2026-01-01T00:00:00Z</published><updated>${at}</updated>` +
		`<content type="html">${escaped(content)}</content></entry>`;
	const atom = (...entries: string[]) =>
		`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>x</title>${entries.join('')}</feed>`;
	const down = entry('API is down', '<strong>Identified</strong> - We know.', '2026-05-04T11:00:00Z');
	const up = entry('API is down', '<strong>Resolved</strong> - Done.', '2026-05-04T11:30:00Z');
	expect(readFeed('atom', atom(down), now)).toEqual(troubled('API is down'));
	expect(readFeed('atom', atom(down, up), now)).toEqual(fine);
});

test.each([
	['<!doctype html><html><body>hello</body></html>', 'the answer is HTML, not a feed'],
	['{"status":"ok"}', 'the answer is not a feed (rss)'],
	['', 'the answer is not a feed (rss)'],
	['<feed xmlns="http://www.w3.org/2005/Atom"></feed>', 'the answer is not a feed (rss)'],
	[`<rss version="2.0"><channel>${'<a>'.repeat(1_000_000)}`, 'the answer is not a feed (rss)'],
	[rss('<item><title>x</title></item>'), 'no entry of the feed has a date'],
	[rss('<item><title>x</title><pubDate>soon</pubDate></item>'), 'no entry of the feed has a date'],
])('%.40s can’t be read', (text, words) => {
	expect(() => readFeed('rss', text, now)).toThrow(words);
});

test('an entity that grows without end is left as it is', () => {
	const declared = Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('');
	const bomb = `<!DOCTYPE r [<!ENTITY a0 "aaaaaaaaaa">${declared}]>${rss(item('&a9;', 'x', 1))}`;
	const start = performance.now();
	expect(readFeed('rss', bomb, now).detail?.length).toBeLessThan(100);
	expect(performance.now() - start).toBeLessThan(2000);
});

function item(title: string, text: string, hoursAgo: number): string {
	const date = new Date(now - hoursAgo * HOUR).toUTCString();
	return `<item><title>${title}</title><description>${escaped(text)}</description><pubDate>${date}</pubDate></item>`;
}

function rss(...items: string[]): string {
	return `<rss version="2.0"><channel><title>Status</title>${items.join('')}</channel></rss>`;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
