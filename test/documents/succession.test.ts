import { describe, expect, test } from 'vitest';
import { readRevision } from '../../src/documents/assemble-revision.ts';
import { sentencesOf, unconfirmed } from '../../src/documents/confirmations.ts';
import type { EarlierRevision } from '../../src/documents/earlier-revision.ts';
import { bodyOf } from '../../src/documents/revision-text.ts';
import { flawsOfSuccession } from '../../src/documents/succession.ts';
import { frozenTerms } from '../../src/domain/sla/commitments.ts';
import type { NewRevision } from '../../src/domain/sla/revision.ts';
import type { Language } from '../../src/domain/text.ts';
import { definingTexts, editorialTexts, prevailingTexts, slowerTexts, textOf } from '../revision-texts.ts';

type Texts = Partial<Record<Language, string>>;

const shipped: Texts = { es: textOf(1), 'pt-BR': textOf(1, 'pt-BR'), en: textOf(1, 'en') };

function revisionOf(texts: Texts): NewRevision {
	return readRevision(Object.entries(texts).map(([file, source]) => ({ file, source })));
}

/** As it comes out of the database, with the holidays counted. */
function published(texts: Texts): EarlierRevision {
	const { number, authentic, terms, texts: all } = revisionOf(texts);
	const read = all.map(({ language, title, summary, source }) => ({ language, title, summary, body: bodyOf(source) }));
	return { number, authentic, terms: frozenTerms(terms, 0), texts: read };
}

function changed(texts: Texts, from: string | RegExp, to: string): Texts {
	return map(texts, (source) => source.replace(from, to));
}

function map(texts: Texts, rewrite: (source: string) => string): Texts {
	return Object.fromEntries(Object.entries(texts).map(([language, source]) => [language, rewrite(source)]));
}

const second = changed(shipped, 'revision: 1', 'revision: 2');
const editorial = changed(second, 'authentic: true', 'authentic: true\neditorial: true');

describe('a revision that follows another', () => {
	const before = published(shipped);
	const details = (texts: Texts) => flawsOfSuccession(revisionOf(texts), before).map(({ detail }) => detail);

	test('is refused where it changes nothing', () => {
		const nothing = ['expected a change: revision 1 has the same terms and the same texts'];
		expect(details(second)).toEqual(nothing);
		expect(details(changed(second, /^summary: .*$/m, 'summary: Otra.'))).toEqual(nothing);
		const unread = [(text: string) => `${text}\n\n`, (text: string) => text.replaceAll('\n', '\r\n')];
		for (const rewrite of unread) expect(details(map(second, rewrite))).toEqual(nothing);
		expect(details(changed(second, /^title: .*$/m, 'title: Otro'))).toEqual([]);
		expect(details(changed(second, '2.2.7.** **', '2.2.7.** **x '))).toEqual([]);
	});

	test('may be editorial where it says the same in other words, in other clauses too', () => {
		expect(details(changed(editorial, 'mantiene informados a los clientes', 'informa a los clientes'))).toEqual([]);
		expect(details(changed(definingTexts(2), 'authentic: true', 'authentic: true\neditorial: true'))).toEqual([]);
	});

	test('changes something where only the language that prevails is another, and is never editorial then', () => {
		const whole = { es: textOf(2), 'pt-BR': textOf(2, 'pt-BR'), en: textOf(2, 'en') };
		const moved = prevailingTexts(whole, 'es', 'pt-BR');
		expect(details(moved)).toEqual([]);
		expect(details(changed(moved, 'authentic: true', 'authentic: true\neditorial: true'))).toEqual([
			expect.stringMatching(
				/^line \d+: editorial: expected the same language to prevail as in revision 1: es no longer does$/,
			),
		]);
	});

	test('changes something where a language is gone', () => {
		const { en: _, ...fewer } = second;
		expect(details(fewer)).toEqual([]);
	});

	test('is not editorial where a term differs', () => {
		const texts = { es: editorialTexts(2).es ?? '' };
		expect(details(texts)).toEqual([
			expect.stringMatching(
				/^line 8: editorial: expected the same terms as in revision 1: it changes solution-urgent\.target$/,
			),
			'line 8: editorial: expected the same figures as in revision 1: "1 día hábil" is gone, "2 días hábiles" is new',
		]);
	});

	test('is not editorial where a figure differs that no term says', () => {
		expect(details(changed(editorial, '4 GB', '16 GB'))).toEqual([
			'line 8: editorial: expected the same figures as in revision 1: "4 GB" is gone, "16 GB" is new',
			'line 1: editorial: expected the same figures as in revision 1: "4 GB" is gone, "16 GB" is new',
			'line 1: editorial: expected the same figures as in revision 1: "4 GB" is gone, "16 GB" is new',
		]);
	});
});

describe('the commitments that somebody has to read', () => {
	const sentences = (texts: Texts, before: Texts | null) => {
		const { texts: all, ...revision } = revisionOf(texts);
		const bodies = all.map(({ language, source }) => ({ language, body: bodyOf(source) }));
		return sentencesOf({ ...revision, texts: bodies }, before && published(before));
	};
	const unread = (texts: Texts, before: Texts | null) =>
		sentences(texts, before).flatMap(({ id, confirmed }) => (confirmed ? [] : [id]));

	test('are all of them in a first revision, each with its sentence in each language', () => {
		const [first, ...others] = sentences(shipped, null);
		expect(first).toEqual({
			mark: expect.stringMatching(/^\w{22}$/),
			id: 'first-response-pro',
			clause: '2.1.1',
			sentences: {
				es: 'En el plan Pro, la primera respuesta se da en un plazo de hasta 45 minutos.',
				'pt-BR': 'No plano Pro, a primeira resposta é dada em até 45 minutos.',
				en: 'On the Pro plan, the first response is given within up to 45 minutes.',
			},
			confirmed: false,
		});
		expect(others.every(({ confirmed }) => !confirmed)).toBe(true);
		expect(others.map(({ id }) => id)).toEqual(expect.arrayContaining(['retention', 'rules.missed', 'readings.start']));
	});

	test('are those whose terms or words differ later on', () => {
		expect(unread(second, shipped)).toEqual([]);
		expect(unread(slowerTexts(2), shipped)).toEqual(['solution-urgent']);
		expect(unread(changed(second, 'cannot be guaranteed', 'is not guaranteed'), shipped)).toEqual([
			'maintenance-window',
		]);
	});

	test('are the rules too, and what readings are about: a negation that is gone, or another word for the start', () => {
		expect(unread(changed(second, 'is not a breach', 'is a breach'), shipped)).toEqual([
			...['rules.missed', 'readings.announcement'],
		]);
		expect(unread(changed(second, 'do not apply in case', 'apply in case'), shipped)).toContain('rules.exclusion');
		expect(unread(changed(second, 'support accepts', 'support receives'), shipped)).toContain('readings.start');
	});

	test('are none of those that are only called otherwise, where readings name them, too', () => {
		const renamed = changed(
			changed(second, /solution-urgent/g, 'urgent-solution'),
			'id: retention, kind: retention',
			'id: kept, kind: retention',
		);
		expect(unread(renamed, shipped)).toEqual([]);
	});

	test('are those that are held no more, in the words in which they stand or stood', () => {
		const all = sentences(changed(second, /^exclusion: .*\n/m, ''), shipped).filter(({ confirmed }) => !confirmed);
		expect(all).toEqual([
			{
				...{ id: 'removed.rules.exclusion', clause: '2.2.6', mark: expect.any(String), confirmed: false },
				sentences: expect.objectContaining({ es: expect.stringContaining('no se aplican') }),
			},
		]);
		expect(unconfirmed(all, [])[0]?.detail).toMatch(/clause 2\.2\.6 in .*, which is held no more$/);
		const retention = changed(changed(second, /^ {2}- \{ id: retention.*\n/m, ''), /^\*\*3\.1\.\*\* .*\n/m, '');
		const [gone] = sentences(retention, shipped).filter(({ confirmed }) => !confirmed);
		expect(gone).toMatchObject({ id: 'removed.retention', clause: '3.1' });
		expect(gone?.sentences.en).toContain('3 months');
		const first = changed(changed(second, /^ {2}- \{ id: monitoring.*\n/m, ''), ', monitoring]', ']');
		expect(unread(first, shipped)).toContain('removed.monitoring');
	});

	test('are the language that prevails, where it is another, before all others', () => {
		const whole = { es: textOf(2), 'pt-BR': textOf(2, 'pt-BR'), en: textOf(2, 'en') };
		const all = sentences(prevailingTexts(whole, 'es', 'en'), shipped);
		expect(all.filter(({ confirmed }) => !confirmed)).toEqual([
			{
				...{ id: 'rules.authentic', clause: null, mark: expect.any(String), confirmed: false },
				// What is read into the text may say which one prevails.
				sentences: expect.objectContaining({ en: expect.stringContaining('Which language prevails? Spanish.') }),
			},
		]);
		expect(unconfirmed(all, [])).toEqual([
			{
				pointer: '/commitments/rules.authentic',
				detail: 'Expected "confirmed": true, from somebody who has read which text prevails',
			},
		]);
		expect(unconfirmed(all, [{ id: 'rules.authentic', confirmed: true }])).toEqual([]);
	});

	test('are those that count from another instant or in other hours, and all of a language that is new', () => {
		const hours = changed(
			second,
			'not_defined, estimate: true, from: acceptance',
			'not_defined, estimate: true, from: receipt',
		);
		expect(unread(hours, shipped)).toEqual(['solution-normal']);
		const solutions = ['solution-urgent', 'solution-high', 'solution-normal'];
		const read = [
			['es: De 09:00 a 17:00', 'es: De 09:00 a 16:00'],
			['Das 09:00 às 17:00', 'Das 09:00 às 16:00'],
			['en: 09:00 to 17:00', 'en: 09:00 to 16:00'],
			['to: "17:00"', 'to: "16:00"'],
		] as const;
		const calendar = read.reduce((texts, [from, to]) => changed(texts, from, to), second);
		expect(unread(calendar, shipped)).toEqual(['first-response-pro', ...solutions, 'readings.hours']);
		expect(unread(second, { es: shipped.es ?? '' })).toHaveLength(sentences(second, null).length);
	});

	test('are refused by their ids until somebody confirms them, in the words in which they stand', () => {
		const all = sentences(slowerTexts(2), shipped);
		const [first, urgent] = all;
		expect(unconfirmed(all, [])).toEqual([
			{
				pointer: '/commitments/solution-urgent',
				detail: 'Expected "confirmed": true, from somebody who has read clause 2.2.1 in es, pt-BR, en',
			},
		]);
		expect(unconfirmed(all, [{ id: 'solution-urgent', confirmed: false }])).toHaveLength(1);
		expect(unconfirmed(all, [{ id: 'solution-urgent', confirmed: true }])).toEqual([]);
		expect(unconfirmed(all, [{ ...urgent, id: 'solution-urgent', confirmed: true }])).toEqual([]);
		expect(unconfirmed(all, [{ id: 'solution-urgent', confirmed: true, sentences: { es: 'Otra.' } }])).toEqual([
			{
				pointer: '/commitments/solution-urgent',
				detail: 'Expected the words of clause 2.2.1 as they stand in these texts',
			},
		]);
		expect(unconfirmed(all, [{ id: 'nobody', confirmed: true }])[0]).toEqual({
			pointer: '/commitments/nobody',
			detail: 'Expected a commitment of these texts',
		});
		expect(first?.confirmed).toBe(true);
	});
});
