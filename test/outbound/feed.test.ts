import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { readFeed } from '../../src/outbound/partners/feed.ts';
import { inPaces } from '../pace.ts';

const now = Date.parse('2026-05-04T12:00:00Z');
const troubled = (detail: string) => ({ status: 'degraded_performance', detail, fades: true });
const fine = { status: 'operational', detail: null, fades: false };

test('down while any entry is open, wherever in the feed it stands', () => {
	const resolved = item('API is down', 'Resolved - It works again.', 1);
	const investigating = item('Console is down', 'Investigating - We are looking.', 30);
	const open = troubled('Console is down');
	expect(readFeed('rss', rss(resolved, investigating), now)).toEqual(open);
	expect(readFeed('rss', rss(investigating, resolved), now)).toEqual(open);
	expect(readFeed('rss', rss(resolved, item('x', 'Completed - y', 3)), now)).toEqual(fine);
});

test('the order of entries never matters, and neither do those that are over', () => {
	const over = fc.constantFrom('Resolved - a', 'Completed - b', 'The issue has been resolved.', 'Problema resolvido.');
	const open = fc.constantFrom('Investigating - a', 'Update - b', 'We are looking.', 'Será resuelto pronto.');
	const hours = fc.integer({ min: 0, max: 24 * 29 });
	const entries = fc.array(fc.record({ text: over, hours }), { maxLength: 6 });
	fc.assert(
		fc.property(entries, fc.record({ text: open, hours }), fc.nat(6), (all, standing, place) => {
			const closed = all.map((one) => item('It', one.text, one.hours));
			expect(readFeed('rss', rss(...closed), now).status).toBe('operational');
			const feed = rss(...closed.toSpliced(place, 0, item('API', standing.text, standing.hours)));
			expect(readFeed('rss', feed, now)).toMatchObject({ status: 'degraded_performance', detail: 'API' });
		}),
		{ seed: 11, numRuns: 40 },
	);
});

test('what has labels is open until one says that it is over, and prose for 30 days', () => {
	const labelled = rss(item('API is down', 'Investigating - We are looking.', 0));
	expect(readFeed('rss', labelled, now + 400 * DAY)).toEqual(troubled('API is down'));
	const prose = rss(item('API is down', 'We are looking.', 0));
	expect(readFeed('rss', prose, now + 29 * DAY)).toEqual(troubled('API is down'));
	expect(readFeed('rss', prose, now + 30 * DAY)).toEqual(fine);
});

test('what is listed as open is open, however old, and what vanished is over', () => {
	const feed = rss(item('API is down', 'Since 20:30 some cannot connect.', 60 * 24));
	expect(readFeed('rss', feed, now, 'open')).toEqual(troubled('API is down'));
	expect(readFeed('rss', rss('<item><title>x</title></item>'), now, 'open').status).toBe('degraded_performance');
	expect(readFeed('rss', rss(), now, 'open')).toEqual(fine);
});

test('messages of one minute have no order: one that says resolved is enough', () => {
	const said = (time: string, word: string) =>
		`<p> <small>May <var>4</var>, ${time} UTC</small><br> <strong>${word}</strong> - x. </p>`;
	const disorder = said('09:30', 'Investigating') + said('09:30', 'Resolved') + said('09:00', 'Investigating');
	expect(readFeed('rss', rss(item('API', disorder, 1)), now)).toEqual(fine);
	const anew = said('09:31', 'Investigating') + said('09:30', 'Resolved');
	expect(readFeed('rss', rss(item('API', anew, 1)), now).status).toBe('degraded_performance');
});

test('maintenance is no outage: announced it is nothing, and under way it is work', () => {
	const work = item('Upgrade', 'In progress - We have begun.<br>Scheduled - Soon.', 1);
	expect(readFeed('rss', rss(work), now)).toEqual({ status: 'under_maintenance', detail: 'Upgrade', fades: true });
	expect(readFeed('rss', rss(item('Upgrade', 'Scheduled - Soon.', 1)), now).status).toBe('operational');
	expect(readFeed('rss', rss(item('Mantenimiento programado', 'El domingo.', 1)), now).status).toBe('operational');
	expect(readFeed('rss', rss(work, item('API', 'Identified - x', 9)), now).status).toBe('degraded_performance');
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
	expect(inPaces(performance.now() - start)).toBeLessThan(500);
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
