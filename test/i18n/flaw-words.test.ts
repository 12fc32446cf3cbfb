import { describe, expect, test } from 'vitest';
import { languages } from '../../src/domain/text.ts';
import { flawWords, refusalWords } from '../../src/i18n/flaw-words.ts';
import { messagesIn } from '../../src/i18n/messages.ts';
import { messageFlaws } from '../../src/render/message-flaws.ts';

describe.each(languages)('in %s', (language) => {
	const t = messagesIn(language);

	test.each([
		['Expected the reason of the change, which is published', t.console.flaw.reason],
		['Expected an instant with an offset, such as "2026-11-20T16:30:00-03:00"', t.console.flaw.instant],
		['Expected an instant after the resolution, which stands', t.console.flaw.afterEnd],
		['Expected an instant before the resolution, 2026-03-02T10:00:00.000Z', t.console.flaw.beforeEnd],
		['Expected an end after the start', t.console.flaw.endBeforeStart],
		['Expected at least one component', t.console.flaw.component],
		['Expected an address such as "ana@example.com"', t.console.flaw.email],
		['Expected an instant that is not in the future', t.console.flaw.past],
		['Expected a colleague who may read drafts', t.console.flaw.colleague],
		['Expected a colleague who was not asked to read this version yet', t.console.flaw.askedThis],
		['Expected a colleague who was not asked in the last ten minutes', t.console.flaw.askedLately],
	])('“%s” is said of a field', (detail, words) => {
		expect(flawWords(t, { pointer: '/x', detail }, moment)).toEqual({ words, isForeign: false });
	});

	test.each([
		['It was retracted: nothing of it changes any more', t.console.flaw.refusals.retracted],
		['Incident is already resolved: its criticality stands', t.console.flaw.refusals.resolved],
		['Incident is not resolved yet: a postmortem follows the resolution', t.console.flaw.refusals.notResolved],
		['No deadline of this incident was missed, or is still to come', t.console.flaw.refusals.noDeadline],
		['Maintenance is completed: verifying cannot follow', t.console.flaw.refusals.workOver],
		['Maintenance is scheduled: completed cannot follow', t.console.flaw.refusals.notNow],
		['Expected a mail server: no letter can be sent', t.console.flaw.refusals.noMail],
	])('“%s” is said of the whole', (detail, words) => {
		expect(refusalWords(t, detail)).toEqual({ words, isForeign: false });
	});
});

test('what only few ever see stays in English, and says so', () => {
	const t = messagesIn('es');
	expect(flawWords(t, { pointer: '/x', detail: 'Expected an instant between two others' }, moment).isForeign).toBe(
		true,
	);
	expect(refusalWords(t, 'Something else').isForeign).toBe(true);
});

test('whatever is wrong with a message, or with an instant beside others, is told in the language of the reader', () => {
	const t = messagesIn('es');
	const messages = ['[x](ftp://a)', 'Vea[^1].', '# ', '[x]: https://a.example', '| a |\n|---|\n| b | c |', '<b>a</b>'];
	const details = [...messages, '[![a](https://a.example/a.png)](https://a.example)'].flatMap(messageFlaws);
	expect(details.length).toBeGreaterThan(messages.length);
	const instants = [
		'Expected an instant before it was detected, 2026-03-02T10:00:00.000Z',
		'Expected an instant after the last change of status, 2026-03-02T10:00:00.000Z',
		'Expected an instant after the deadline, 2026-03-02T10:00:00.000Z, which is said not to be kept',
	];
	for (const detail of [...details, ...instants]) {
		expect([detail, flawWords(t, { pointer: '/body', detail }, moment).isForeign]).toEqual([detail, false]);
	}
	expect(flawWords(t, { pointer: '/estimate', detail: instants[2] as string }, moment).words).toContain('a las 10:00');
});

function moment(at: number): string {
	return `a las ${new Date(at).toISOString().slice(11, 16)}`;
}
