import { describe, expect, test } from 'vitest';
import { assembleRevision } from '../../src/documents/assemble-revision.ts';
import { parseRevisionText } from '../../src/documents/revision-text.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { languages } from '../../src/domain/text.ts';
import { messagesIn } from '../../src/i18n/messages.ts';
import { revisionFlawWords, revisionNoticeWords } from '../../src/i18n/revision-flaw-words.ts';
import { textOf } from '../revision-texts.ts';

/** Why these texts cannot be published, as the API says it. */
function refusalOf(edit: (text: string) => string, language: 'es' | 'en' = 'es'): string {
	const texts = (['es', 'pt-BR', 'en'] as const).map((one) =>
		one === language ? edit(textOf(2, one)) : textOf(2, one),
	);
	try {
		assembleRevision(texts.map((source, i) => parseRevisionText(`${languages[i]}`, source)));
	} catch (error) {
		if (error instanceof DomainError) return (error.flaws[0]?.detail ?? '').replace(/^line \d+: /, '');
	}
	throw new Error('It was not refused');
}

const es = messagesIn('es');

test('where the text and the terms say two things, both are quoted in the words of the reader', () => {
	const other = refusalOf((text) => text.replace('solución: 1 día hábil', 'solución: 2 días hábiles'));
	expect(revisionFlawWords(es, other)).toBe(
		'El texto de 2.2.1 dice «2 días hábiles» y las condiciones dicen 1 día hábil: así no se publica.',
	);
	expect(revisionFlawWords(messagesIn('en'), other)).toBe(
		'The text of 2.2.1 says “2 días hábiles”, the terms say 1 business day: it cannot be published like this.',
	);
	const terms = refusalOf((text) => text.replace('{ minutes: 45 }', '{ minutes: 50 }'));
	expect(revisionFlawWords(es, terms)).toContain('hasta 50 minutos');
});

test.each([
	[
		'nothing defined',
		(text: string) => text.replace('solución: 1 día hábil', 'solución: no definido'),
		es.drafting.flaw.lacks('2.2.1', '1 día hábil'),
	],
	[
		'a clause that is gone',
		(text: string) => text.replace(/^\*\*3\.1\.\*\*.*$/m, ''),
		es.drafting.flaw.noClause('3.1'),
	],
	[
		'a clause that is there twice',
		(text: string) => text.replace('**4.2.**', '**4.1.**'),
		es.drafting.flaw.twice('4.1'),
	],
	[
		'a text below that is gone',
		(text: string) => text.slice(0, text.indexOf('\n---\n', 4) + 5),
		es.drafting.flaw.noBody,
	],
	[
		'no estimate',
		(text: string) =>
			text.replace(
				'target: { business_days: 1 }, qualifier: exactly, estimate: true',
				'target: { business_days: 1 }, qualifier: exactly, estimate: false',
			),
		es.drafting.flaw.noEstimate('2.2.1'),
	],
])('%s is said in words', (_, edit, words) => {
	expect(revisionFlawWords(es, refusalOf(edit))).toBe(words);
});

test('who names what there is not is told what that was: a commitment, a plan, or a system', () => {
	const words = es.drafting.flaw;
	const named = (edit: (text: string) => string) => revisionFlawWords(es, refusalOf(edit));
	expect(named((text) => text.replace(/^ {2}- \{ id: first-response-pro.*\n/m, ''))).toBe(words.unknownId);
	expect(named((text) => text.replace('{ id: pro, name: Pro }', '{ id: other, name: Pro }'))).toBe(words.plan);
	expect(revisionFlawWords(es, 'systems: expected the slug of a system in components.yaml: there is no "x"')).toBe(
		words.unknownSystem('x'),
	);
});

test('a translation that lacks a clause, or gives another figure, is told so', () => {
	const lacking = refusalOf((text) => text.replace(/^\*\*1\.2\.\*\*.*$/m, ''), 'en');
	expect(revisionFlawWords(es, lacking)).toBe(es.drafting.flaw.untranslated('1.2'));
	const other = refusalOf((text) => text.replace('at least 4 GB', 'at least 6 GB'), 'en');
	expect(revisionFlawWords(es, other)).toMatch(/^Las cifras de 4\.4 no son las del texto que prevalece/);
});

describe.each(languages)('in %s', (language) => {
	const t = messagesIn(language);

	test('nothing of what keeps a revision back is left in English, with a line or with an id', () => {
		const details = [
			...[
				'expected clause 2.2.1 to say 2 business days, as solution-urgent does: it says "1 día hábil"',
				'expected clause 2.1 to say up to 45 minutes and up to 10 business days, as a and b do',
			],
			...[
				'expected clause 2.2.1 to say no figure, as solution-urgent says none: it says "1 day" (up to 1 day)',
				'expected what stands under no number to say "4", as the authentic text does',
			],
			...[
				'expected clause 2.2.2 to speak of solution, as solution-high does: it speaks of first response',
				'editorial: expected the same terms as in revision 1: it changes solution-urgent.target',
			],
			...[
				'Expected {minutes: N}, {hours: N}, {business_days: N}, {days: N} or not_defined, where N is at least 1',
				'Expected a clause number such as "2.2.1"',
				'Expected at most 1000',
			],
			...[
				'commitments.uptime.systems: expected the slug of a system in components.yaml: there is no "nowhere"',
				'something that nobody has thought of',
				'Expected "confirmed": true, from somebody who has read clause 2.2.1 in es',
			],
		];
		for (const detail of details) {
			const said = revisionFlawWords(t, detail);
			expect(said).not.toMatch(/solution-|^expected|Expected |not_defined|components\.yaml|\bline \d/);
			if (language !== 'en') expect(said).not.toMatch(/\b(says?|the|business)\b/);
		}
	});
});

test('figures that no term names are told with where they stand', () => {
	expect(revisionNoticeWords(es, 'line 30: clause 4.4 says "4 GB" and "8 GB", which no commitment names')).toBe(
		es.drafting.flaw.notice(es.drafting.flaw.clause('4.4'), '«4 GB» y «8 GB»'),
	);
});
