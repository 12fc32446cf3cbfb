import { expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import { languages } from '../../src/domain/text.ts';
import { messagesIn } from '../../src/i18n/messages.ts';
import { overtakenWords, type Waits, waitingClauses } from '../../src/i18n/waiting-words.ts';

const now = Date.parse('2026-03-02T10:00:00-03:00');
const waits = {
	waitsOn: 'nobody',
	publishAt: now + HOUR,
	restoredAt: null,
	isOvertaken: false,
	overtakenAt: null,
	kind: 'incident.update',
} as const;
const said = (language: (typeof languages)[number], of: Waits) =>
	waitingClauses(messagesIn(language), of, now, () => 'THEN').join('; ');

test('a post that waits for its instant and for a person says which comes first, and what a late approval does', () => {
	const [early, late] = [now + HOUR, now - HOUR].map((publishAt) =>
		said('en', { ...waits, waitsOn: 'other', publishAt }),
	);
	expect(early).toBe('it is published THEN if somebody else approves it before then, else on approval');
	expect(late).toBe('it was to be published THEN: it will be as soon as somebody else approves it');
	expect(said('en', waits)).toBe('it is published by itself THEN');
});

test('a post that is late does not claim that it is published by itself, and one that waits in vain claims nothing', () => {
	expect(said('en', { ...waits, publishAt: now })).toBe('it was to be published THEN, and is still being tried');
	expect(said('en', { ...waits, isOvertaken: true })).toBe('');
	const { t, of } = { t: messagesIn('en'), of: { ...waits, overtakenAt: now } };
	expect([said('en', of), overtakenWords(t, of, () => 'THEN')]).toEqual(['', t.console.waiting.overtakenAt('THEN')]);
	const report = { ...of, kind: 'incident.open' };
	expect(overtakenWords(t, report, () => 'THEN')).toBe(t.console.waiting.reportedBefore('THEN'));
});

test.each(languages)(
	'in %s, what a restored copy holds says so, and asks nobody else where nobody else is asked',
	(language) => {
		const restored = { ...waits, publishAt: now - HOUR, restoredAt: now - HOUR };
		const { waiting } = messagesIn(language).console;
		expect(said(language, { ...restored, waitsOn: 'anybody' })).toBe(waiting.restored('THEN'));
		expect(said(language, { ...restored, publishAt: now + HOUR, waitsOn: 'anybody' })).toBe(
			`${waiting.restored('THEN')}; ${waiting.waitsForAnybody('THEN')}`,
		);
		expect(said(language, { ...restored, waitsOn: 'other' })).toBe(
			`${waiting.restored('THEN')}; ${waiting.late('THEN')}`,
		);
	},
);
