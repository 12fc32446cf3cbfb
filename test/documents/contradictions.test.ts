import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type NamedSource, readRevision } from '../../src/documents/assemble-revision.ts';
import { clausesWithFigures } from '../../src/documents/contradictions.ts';
import { parseRevisionText } from '../../src/documents/revision-text.ts';
import { DomainError, type Flaw } from '../../src/domain/errors.ts';
import type { Language } from '../../src/domain/text.ts';
import { inPaces } from '../pace.ts';

/** What stands in a text, and what stands there instead; `terms`: in the front matter of the authentic one. */
type Edit = [string, string];
type Edits = Partial<Record<Language | 'terms', Edit | Edit[]>>;

const languages = ['es', 'pt-BR', 'en'] as const;
const shipped = Object.fromEntries(
	languages.map((language) => [
		language,
		readFileSync(new URL(`../../content/sla/blip-go/1.${language}.md`, import.meta.url), 'utf8'),
	]),
) as Record<Language, string>;

/** Only so much beyond what the table is about, so that a hundred rows are read in a second. */
const windowIs = (from: string, to: string, offset: string): Edits => ({
	terms: ['from: "23:00", to: "05:00", offset: "-03:00"', `from: "${from}", to: "${to}", offset: "${offset}"`],
});
const first = (target: string, rest = ''): Edit => [
	'target: { minutes: 45 }, qualifier: up_to',
	`target: ${target}${rest}`,
];
const urgent = (target: string): Edit => ['target: { business_days: 1 }', `target: ${target}`];
const es = (from: string, to: string): Edits => ({ es: [from, to] });

describe('a text that contradicts its terms, or another language, is refused with a sentence', () => {
	const table: [string, Edits, string][] = [
		// The first response: "hasta 45 minutos" in clause 2.1.1.
		[
			'45 hours',
			es('45 minutos', '45 horas'),
			'clause 2.1.1 to say up to 45 minutes, as first-response-pro does: it says "45 horas" (up to 2700 minutes)',
		],
		['45 days', es('45 minutos', '45 días'), '"45 días" (up to 45 days)'],
		[
			'"at least 45"',
			es('de hasta 45', 'de al menos 45'),
			'up to 45 minutes, as first-response-pro does: it says "45 minutos" (at least 45 minutes)',
		],
		['"no less than 45"', es('de hasta 45', 'de no menos de 45'), '(at least 45 minutes)'],
		['"45 minutes or more"', es('45 minutos', '45 minutos o más'), '(about 45 minutes)'],
		['no qualifier', es('de hasta 45', 'de 45'), 'up to 45 minutes, as first-response-pro does: it says "45 minutos"'],
		['"about 45"', es('de hasta 45', 'de aproximadamente 45'), '(about 45 minutes)'],
		['a range', es('hasta 45 minutos', 'entre 30 y 45 minutos'), 'it says "30 y 45 minutos"'],
		['either of two', es('45 minutos', '45 o 50 minutos'), 'it says "45 o 50 minutos"'],
		['a second figure after it', es('45 minutos', '45 minutos o 50'), 'it says "45 minutos o 50"'],
		[
			'another number beside it',
			es('45 minutos', '45 minutos, y de 2 días hábiles en enero'),
			'nothing but up to 45 minutes, as first-response-pro does: it says "2 días hábiles"',
		],
		[
			'words for another number than the digits',
			es('45 minutos', '45 (cuarenta) minutos'),
			'it says "45 (cuarenta) minutos" (up to 40 minutes)',
		],
		['another number in words', es('45 minutos', 'cuarenta y seis minutos'), 'it says "cuarenta y seis minutos"'],
		[
			'no number',
			es('hasta 45 minutos', 'pocos minutos'),
			'clause 2.1.1 to say up to 45 minutes, as first-response-pro does',
		],
		['a number without a unit', es('45 minutos', '45'), 'clause 2.1.1 to say up to 45 minutes'],
		['a figure that is struck through', es('45 minutos', '~~45 minutos~~'), 'clause 2.1.1 to say up to 45 minutes'],
		['one that is struck through beside another', es('45 minutos', '~~45~~ 60 minutos'), 'it says "60 minutos"'],
		['one that is struck through in HTML', es('45 minutos', '<s>45</s> 60 minutos'), 'clause 2.1.1: found "<s>": HTML'],
		[
			'a figure in a comment',
			es('45 minutos', '<!-- 45 minutos -->'),
			'clause 2.1.1: found "<!-- 45 minutos -->": HTML',
		],
		[
			'a figure in a comment over two lines',
			es('45 minutos', 'pocos minutos <!--\n45 minutos -->'),
			'clause 2.1.1: found "<!-- 45 minutos -->": HTML',
		],
		['a percentage that weakens it', es('45 minutos', '45 minutos en el 90 % de los casos'), 'it says "90 %"'],
		['invisible characters in the number', es('45 minutos', '4\u200b6 minutos'), 'to say up to 45 minutes'],
		['wide digits', es('45 minutos', '４６ minutos'), 'to say up to 45 minutes'],
		[
			'hours of business where every hour counts',
			{
				terms: [first('{ hours: 4 }', ', qualifier: up_to'), ['counted_in: office', 'counted_in: always']],
				es: ['45 minutos', '4 horas hábiles'],
				'pt-BR': ['45 minutos', '4 horas'],
				en: ['45 minutes', '4 hours'],
			},
			'clause 2.1.1 to say up to 4 hours, as first-response-pro does: it says "4 horas hábiles" (up to 240 minutes of business)',
		],
		[
			'hours outside of those of the calendar',
			es('45 minutos.', '45 minutos, de 08:00 a 20:00.'),
			'it says "08:00" and "20:00"',
		],
		['around the clock where the office counts', es('45 minutos.', '45 minutos, en régimen 24×7.'), 'it says "24×7"'],
		[
			'another plan',
			es('En el plan Pro', 'En el plan Business'),
			'clause 2.1.1 to speak of the plan Pro, as first-response-pro does: it speaks of Business',
		],
		[
			'one criticality only',
			es('la primera respuesta se da', 'para tickets de criticidad alta la primera respuesta se da'),
			'to speak of every criticality, as first-response-pro does: it speaks of high',
		],
		[
			'an estimate',
			es('se da en un plazo', 'se da en un plazo estimado'),
			'clause 2.1.1 to call nothing an estimate, as first-response-pro does',
		],
		[
			'"not defined"',
			es('45 minutos', '45 minutos, o no definido'),
			'clause 2.1.1 to say what first-response-pro does: it says that nothing is defined',
		],
		['Portuguese hours', { 'pt-BR': ['45 minutos', '45 horas'] }, 'it says "45 horas" (up to 2700 minutes)'],
		['a Portuguese "at least"', { 'pt-BR': ['em até 45', 'em pelo menos 45'] }, '(at least 45 minutes)'],
		['Portuguese words', { 'pt-BR': ['45 minutos', 'quarenta minutos'] }, 'it says "quarenta minutos"'],
		['English words', { en: ['45 minutes', 'forty minutes'] }, 'it says "forty minutes"'],
		['an English "at least"', { en: ['within up to 45', 'after at least 45'] }, '(at least 45 minutes)'],
		['an English range', { en: ['up to 45 minutes', '30 to 45 minutes'] }, 'it says "30 to 45 minutes"'],
		['half an hour', { en: ['45 minutes', 'half an hour'] }, 'it says "half an hour"'],
		['an hour and a half', es('45 minutos', '1 hora y media'), '(up to 90 minutes)'],
		[
			'the terms alone',
			{ terms: first('{ minutes: 60 }', ', qualifier: up_to') },
			'clause 2.1.1 to say up to 60 minutes, as first-response-pro does: it says "45 minutos"',
		],
		[
			'the qualifier in the terms alone',
			{ terms: first('{ minutes: 45 }') },
			'clause 2.1.1 to say 45 minutes, as first-response-pro does: it says "45 minutos" (up to 45 minutes)',
		],
		['"not before 45"', es('hasta 45', 'no antes de 45'), '(about 45 minutes)'],
		['"not within 45"', { en: ['within up to 45', 'not within 45'] }, '(about 45 minutes)'],
		[
			'a dozen',
			es('45 minutos', 'cuatro docenas de minutos'),
			'it says "cuatro docenas de minutos" (up to 48 minutes)',
		],
		['an exception in a paragraph below', es('45 minutos.', '45 minutos.\n\nDe noche: 3 horas.'), 'it says "3 horas"'],
		[
			'a figure in an image or a title of a link',
			es('45 minutos', '![45 minutos](/x.png) [aquí](https://a.example "45 minutos")'),
			'to say up to 45 minutes',
		],
		[
			'words that nobody can read through',
			es('45 minutos', `45 minutos${' y más'.repeat(4000)}`),
			'clause 2.1.1 in at most 20000 characters',
		],
		[
			'from receipt',
			es('45 minutos.', '45 minutos desde que se recibe el ticket.'),
			'clause 2.1.1 to say from acceptance, as first-response-pro does: it says from receipt',
		],
		[
			'at any hour',
			{ 'pt-BR': ['45 minutos.', '45 minutos, a qualquer hora.'] },
			'clause 2.1.1 to say in office hours, as first-response-pro does: it says around the clock',
		],
		// Solutions.
		[
			'10 calendar days',
			es('10 días hábiles', '10 días corridos'),
			'clause 2.2.2 to say up to 10 business days, as solution-high does: it says "10 días corridos"',
		],
		['10 days', es('10 días hábiles', '10 días'), 'it says "10 días" (up to 10 days)'],
		['2 weeks', es('hasta 10 días hábiles', 'hasta 2 semanas'), 'it says "2 semanas" (up to 14 days)'],
		['"5 to 10"', es('hasta 10 días', 'de 5 a 10 días'), 'it says "5 a 10 días hábiles"'],
		['"5–10"', es('hasta 10 días', '5–10 días'), 'it says "5–10 días hábiles"'],
		[
			'"up to" before the urgent day',
			es('solución: 1 día', 'solución: hasta 1 día'),
			'clause 2.2.1 to say 1 business day, as solution-urgent does: it says "1 día hábil" (up to 1 business day)',
		],
		['"more than" before the urgent day', es('solución: 1 día', 'solución: más de 1 día'), '(at least 1 business day)'],
		['a day that is none of business', es('1 día hábil', 'un día'), 'it says "un día"'],
		[
			'100 days',
			{ en: ['10 business days', '100 business days'] },
			'it says "100 business days" (up to 100 business days)',
		],
		[
			'Portuguese calendar days',
			{ 'pt-BR': ['10 dias úteis', '10 dias corridos'] },
			'it says "10 dias corridos" (up to 10 days)',
		],
		['English working hours', { en: ['1 business day', '1 business hour'] }, 'it says "1 business hour"'],
		[
			'not called an estimate',
			{
				terms: urgent('{ business_days: 1 }'),
				es: [
					['Plazo estimado de solución: 1', 'Plazo de solución: 1'],
					['**Plazo estimado para', '**Plazo para'],
					['es una estimación de lo que se tarda', 'es lo que se tarda'],
				],
			},
			'clause 2.2.1 to call it an estimate, as solution-urgent does',
		],
		[
			'high up to 30 days against not_defined',
			{ terms: ['{ business_days: 10 }', 'not_defined'], es: ['10 días hábiles', '30 días'] },
			'clause 2.2.2 to say no figure, as solution-high says not_defined: it says "30 días" (up to 30 days)',
		],
		[
			'"not defined" against a figure',
			es('hasta 10 días hábiles', 'no definido'),
			'clause 2.2.2 to say up to 10 business days, as solution-high does',
		],
		[
			'a figure against not_defined',
			es('solución: no definido', 'solución: 20 días hábiles'),
			'clause 2.2.3 to say no figure, as solution-normal says not_defined: it says "20 días hábiles"',
		],
		[
			'a figure beside "not defined"',
			es('solución: no definido', 'solución: no definido; hasta 20 días hábiles'),
			'as solution-normal says not_defined',
		],
		[
			'nothing where "not defined" is meant',
			es(' Plazo estimado de solución: no definido.', ' Plazo estimado de solución: a convenir.'),
			'clause 2.2.3 to say that nothing is defined, as solution-normal does',
		],
		[
			'high where urgent is meant',
			{ terms: ['clause: "2.2.1", definition: "2.2.1"', 'clause: "2.2.2", definition: "2.2.2"'] },
			'clause 2.2.2',
		],
		[
			'the clause of another criticality with the same figure',
			{
				terms: ['clause: "2.2.1", definition: "2.2.1" }', 'clause: "2.2.2", definition: "2.2.1" }'],
				es: ['hasta 10 días hábiles', '1 día hábil'],
			},
			'clause 2.2.2',
		],
		[
			'a first response whose clause speaks of a solution',
			es('la primera respuesta se da', 'la solución se da'),
			'clause 2.1.1 to speak of first response, as first-response-pro does: it speaks of solution',
		],
		[
			'a criticality that the clause does not speak of',
			es('**Urgente.** Un ticket es urgente', '**Alta.** Un ticket es de criticidad alta'),
			'clause 2.2.1 to speak of criticality urgent, as solution-urgent does: it speaks of high',
		],
		[
			'"ten working days, or twelve"',
			{ en: ['10 business days', 'ten working days, or twelve'] },
			'it says "ten working days, or twelve"',
		],
		['business days that are none', es('10 días hábiles', '10 días no hábiles'), 'it says "10 días" (up to 10 days)'],
		[
			'"no estimate"',
			es('Plazo estimado de solución: 1', 'Plazo no estimado de solución: 1'),
			'clause 2.2.1 to call it an estimate',
		],
		[
			'the definition of another criticality',
			{ terms: ['definition: "2.2.2"', 'definition: "2.2.3"'] },
			'clause 2.2.3 to define high, as solution-high does: it speaks of normal',
		],
		// The window.
		[
			'the window reversed',
			es('entre las 23:00 y las 05:00', 'entre las 05:00 y las 23:00'),
			'clause 2.3.1 to say from 23:00 to 05:00, as maintenance-window does: it says 05:00, 23:00',
		],
		[
			'the window reversed in English',
			{ en: ['between 23:00 and 05:00', 'between 05:00 and 23:00'] },
			'clause 2.3.1 to say from 23:00 to 05:00',
		],
		[
			'another opening',
			es('las 23:00', 'las 22:00'),
			'clause 2.3.1 to say 23:00, as maintenance-window does: it says "22:00"',
		],
		['half past', es('las 05:00', 'las 5h30'), 'it says "5h30"'],
		['in the afternoon', { en: ['05:00', '5 pm'] }, 'to say 05:00, as maintenance-window does: it says "5 pm"'],
		['another offset', es('GMT−3', 'GMT+3'), 'to say GMT−03:00, as maintenance-window does: it says "GMT+3"'],
		['Greenwich itself', es('GMT−3', 'UTC'), 'it says "UTC"'],
		['no offset', es(' (GMT−3)', ''), 'to say GMT−03:00, as maintenance-window does'],
		[
			'the terms alone',
			windowIs('22:00', '05:00', '-03:00'),
			'to say 22:00, as maintenance-window does: it says "23:00"',
		],
		[
			'guaranteed against "cannot be guaranteed"',
			{ terms: ['guaranteed: false', 'guaranteed: true'] },
			'clause 2.3.1 to guarantee the window, as maintenance-window does',
		],
		[
			'"guaranteed" against guaranteed: false',
			es(', sin que pueda garantizarse que quede', '; se garantiza que queda'),
			'clause 2.3.1 to guarantee nothing, as maintenance-window does',
		],
		[
			'"guaranteed" in English only',
			{ en: ['; it cannot be guaranteed that it stays', '; it is guaranteed that it stays'] },
			'to guarantee nothing',
		],
		['another day of notice in the same clause', es('(GMT−3),', '(GMT−3), con 2 días de aviso,'), 'it says "2 días"'],
		// Monitoring and retention.
		[
			'5 hours on 8 days',
			es('8×5: 8 horas al día, 5 días a la semana', '5×8: 5 horas al día, 8 días a la semana'),
			'clause 2.3.2 to say 8 hours a day and 5 days a week, as monitoring does: it says "5×8", "5 horas" and "8 días"',
		],
		[
			'around the clock',
			es('8×5: 8 horas al día, 5', '24×7: 24 horas al día, 7'),
			'clause 2.3.2 to say 8 hours a day and 5 days a week',
		],
		['a pattern that contradicts the words', es('8×5', '8×6'), 'it says "8×6"'],
		['on Saturdays too', es('5 días a la semana', 'de lunes a sábado'), 'it says "lunes a sábado"'],
		['3 years', es('3 meses', '3 años'), 'clause 3.1 to say 3 months, as retention does: it says "3 años"'],
		['3 decades', { en: ['3 months', '3 decades'] }, 'it says "3 decades"'],
		['3 weeks', { 'pt-BR': ['3 meses', '3 semanas'] }, 'it says "3 semanas"'],
		['at least 3 months', es('los últimos 3 meses', 'al menos 3 meses'), '(at least 3 months)'],
		['no more than 3 months', { en: ['for the last 3 months only', 'for no more than 3 months'] }, '(up to 3 months)'],
		[
			'what has no figure',
			es('los últimos 3 meses', 'los últimos meses'),
			'clause 3.1 to say 3 months, as retention does',
		],
		['"the last quarter"', es('los últimos 3 meses', 'el último trimestre'), 'clause 3.1 to say 3 months'],
		[
			'a maintenance clause for what is kept',
			{ terms: ['target: { months: 3 }, clause: "3.1"', 'target: { months: 3 }, clause: "6.1"'] },
			'clause 6.1 to say 3 months, as retention does',
		],
		// When changes come into force.
		[
			'notice where changes are in force at once',
			es('entra en vigor de inmediato', 'entra en vigor a los 30 días'),
			'clause 6.1 to say no figure, as changes says none: it says "30 días"',
		],
		[
			'notice of another length',
			{
				terms: ['in_force: at_publication', 'in_force: { days: 30 }'],
				es: ['entra en vigor de inmediato', 'entra en vigor a los 15 días'],
			},
			'clause 6.1 to say 30 days, as changes does: it says "15 días"',
		],
		[
			'no notice where there is some',
			{ terms: ['in_force: at_publication', 'in_force: { days: 30 }'] },
			'clause 6.1 to say 30 days, as changes does',
		],
		// Between the languages.
		[
			'a clause that a translation lacks',
			{ 'pt-BR': [/\*\*4\.2\.\*\*[^\n]*\n\n/.exec(shipped['pt-BR'])?.[0] ?? '', ''] },
			'expected clause 4.2, which the authentic text has',
		],
		[
			'a clause that the terms name',
			{ 'pt-BR': [/\*\*2\.2\.7\.\*\*[^\n]*\n\n/.exec(shipped['pt-BR'])?.[0] ?? '', ''] },
			'expected clause 2.2.7, which missed.clause names',
		],
		[
			'a clause that the authentic text lacks',
			{ en: ['## 6. Changes', '**5.3.** More.\n\n## 6. Changes'] },
			'expected no clause 5.3: the authentic text has none',
		],
		[
			'a digit of a telephone number',
			{ en: ['3349-6201', '3349-6202'] },
			'clause 5.1 to say "+55 31 3349-6201", as the authentic text does: it says "+55 31 3349-6202"',
		],
		['a digit less', { 'pt-BR': ['3349-6201', '3349-620'] }, 'clause 5.1 to say "+55 31 3349-6201"'],
		[
			'memory',
			{ 'pt-BR': ['4 GB', '16 GB'] },
			'clause 4.4 to say "4 GB" (at least 4 gb), as the authentic text does: it says "16 GB"',
		],
		['the unit of memory', { en: ['8 GB', '8 MB'] }, 'clause 4.4 to say "8 GB"'],
		[
			'bandwidth that is missing',
			{ en: [' (30 Mbps recommended)', ''] },
			'clause 4.4 to say "30 Mbps", as the authentic text does',
		],
		['"at most" where the original says "at least"', { en: ['at least 4 GB', 'at most 4 GB'] }, 'clause 4.4'],
		[
			'an address',
			{ en: ['https://community.blip.ai/', 'https://community.example.com/'] },
			'clause 5.2 to say "https://community.blip.ai/"',
		],
		[
			'the number of a clause',
			{ en: ['from the moment when', 'as clause 2.2.6 says, from the moment when'] },
			'clause 2.2.5 to say nothing but words, as the authentic text does: it says "clause 2.2.6"',
		],
		[
			'a reading in one language only',
			{ terms: ['answer: { es: El español., pt-BR: O espanhol., en: Spanish. }', 'answer: { es: El español. }'] },
			'readings.language: expected a question and an answer in pt-BR and en, too',
		],
		[
			'a reading whose figures differ',
			{ terms: ['Das 09:00 às 17:00', 'Das 08:00 às 17:00'] },
			'readings.hours: expected the same figures in every language',
		],
		[
			'office hours that a reading says otherwise',
			{ terms: ['to: "17:00"', 'to: "19:00"'] },
			'readings.hours: expected the answer to say 09:00 to 19:00 on 5 days a week, as the calendar does',
		],
		[
			'office days that a reading says otherwise',
			{ terms: ['days: [mon, tue, wed, thu, fri]', 'days: [mon, tue, wed, thu, fri, sat]'] },
			'readings.hours: expected the answer to say 09:00 to 17:00 on 6 days a week, as the calendar does',
		],
		// Within the terms.
		[
			'a commitment named twice',
			{ terms: ['id: solution-high', 'id: solution-urgent'] },
			'commitments: expected each id once',
		],
		[
			'a commitment made twice',
			{ terms: ['criticality: high', 'criticality: urgent'] },
			'expected each commitment once: "solution-urgent" says it of the same already',
		],
		['a commitment that names no clause', { terms: [', clause: "3.1" }', ' }'] }, 'commitments[6].clause: expected'],
		[
			'a clause that does not exist',
			{ terms: ['clause: "3.1"', 'clause: "3.9"'] },
			'expected clause 3.9, which retention.clause names',
		],
		[
			'an empty list against a figure',
			{ terms: ['plans:\n  - { id: pro, name: Pro }', 'plans: []'] },
			'there is no "pro"',
		],
	];

	test.each(table)('%s', (_, edits, expected) => {
		const flaws = flawsOf(edits);
		expect(flaws.map(({ detail }) => detail).join('\n')).toContain(expected);
		for (const { pointer, detail } of flaws) {
			expect(pointer).toMatch(/^\/texts\/(es|pt-BR|en)$/);
			expect(detail).toMatch(/^line \d+: .*(expected|found)/);
		}
	});

	test('an availability with credits, whose text says otherwise', () => {
		for (const [from, to, expected] of [
			[
				'at least 99.9 %',
				'at least 99.5 %',
				'clause 1.1 to say 99.9 %, as uptime does: it says "99.5 %" (at least 99.5 %)',
			],
			['at least 99.9 %', 'up to 99.9 %', 'clause 1.1 to say 99.9 %, as uptime does'],
			['of each month', 'of each quarter', 'clause 1.1 to speak of a month, as uptime does'],
			['| below 99.9 % | 10 % |', '| below 99.9 % | 25 % |', 'to say a credit of 10 %, as uptime does'],
			[
				'| below 99.9 % | 10 % |\n| below 99 % | 25 % |',
				'| below 99.9 % | 25 % |\n| below 99 % | 10 % |',
				'a credit of 10 % below 99.9 %, as uptime does',
			],
			['| below 99.9 % | 10 % |', '| above 99.9 % | 10 % |', 'a credit of 10 % below 99.9 %, as uptime does'],
			['| below 99 % |', '| below 98 % |', 'to say below 99 %, as uptime does: it says "98 %" (up to 98 %)'],
			[
				'within 30 days',
				'within 30 business days',
				'to say up to 30 days, as uptime does: it says "30 business days" (up to 30 business days)',
			],
			['within 30 days', 'within 60 days', 'it says "60 days" (up to 60 days)'],
			['within 30 days', 'in time', 'clause 1.1 to say up to 30 days, as uptime does'],
		] as const) {
			expect(availability).toContain(from);
			const flaws = flawsIn([{ file: 'x.md', source: availability.replace(from, to) }]);
			expect(flaws.map(({ detail }) => detail).join()).toContain(expected);
		}
	});

	test('times by criticality in one table, in which two are exchanged', () => {
		const [wrong] = flawsIn([
			{
				file: 'x.md',
				source: matrix
					.replace('| Urgent | up to 1 hour |', '| Urgent | up to 8 hours |')
					.replace('| High | up to 8 hours |', '| High | up to 1 hour |'),
			},
		]);
		expect(wrong?.detail).toContain(
			'expected clause 1.1 to say up to 1 hour beside what urgent is about: it says "8 hours" (up to 480 minutes)',
		);
	});
});

describe('what is harmless is accepted', () => {
	const fourHours: Edits = {
		terms: first('{ minutes: 240 }', ', qualifier: up_to'),
		'pt-BR': ['45 minutos', '4 horas'],
		en: ['45 minutes', '4 hours'],
	};
	const table: [string, Edits][] = [
		['the shipped texts', {}],
		['digits with words beside them', es('45 minutos', '45 (cuarenta y cinco) minutos')],
		['words with digits beside them', es('45 minutos', 'cuarenta y cinco (45) minutos')],
		[
			'words alone',
			{
				es: ['45 minutos', 'cuarenta y cinco minutos'],
				'pt-BR': ['45 minutos', 'quarenta e cinco minutos'],
				en: ['45 minutes', 'forty-five minutes'],
			},
		],
		['the words after the unit', es('45 minutos', '45 minutos (cuarenta y cinco)')],
		['"no more than" for "up to"', { en: ['within up to 45', 'in no more than 45'] }],
		['"as a maximum" after the figure', es('hasta 45 minutos', '45 minutos como máximo')],
		['"no máximo" for "até"', { 'pt-BR': ['em até 45 minutos', 'em no máximo 45 minutos'] }],
		['"within"', { en: ['within up to 45', 'within 45'] }],
		['a letter x for the sign', es('8×5', '8x5')],
		['hours as people write them', es('entre las 23:00 y las 05:00', 'entre las 23h y las 5h')],
		['hours of half a day', { en: ['between 23:00 and 05:00', 'between 11 p.m. and 5 a.m.'] }],
		['an offset with a hyphen and two digits', { 'pt-BR': ['GMT−3', 'UTC-03:00'] }],
		[
			'a day in words',
			{
				es: ['1 día hábil', 'un día hábil'],
				'pt-BR': ['1 dia útil', 'um dia útil'],
				en: ['1 business day', 'one business day'],
			},
		],
		['a working day', { en: ['1 business day', '1 working day'] }],
		['hours for minutes', { ...fourHours, es: ['45 minutos', '240 minutos'] }],
		[
			'hours and minutes',
			{
				terms: first('{ minutes: 90 }', ', qualifier: up_to'),
				es: ['45 minutos', '1 hora y 30 minutos'],
				'pt-BR': ['45 minutos', '90 minutos'],
				en: ['45 minutes', '1 hour and 30 minutes'],
			},
		],
		[
			'a date',
			{
				es: ['se da en', 'se da desde el 1 de marzo de 2026 en'],
				'pt-BR': ['é dada em', 'é dada, desde 1 de março de 2026, em'],
				en: ['is given', 'is given since March 1, 2026'],
			},
		],
		[
			'the number of another clause',
			{
				es: ['se da en', 'se da según la cláusula 2.2.1 en'],
				'pt-BR': ['é dada em', 'é dada conforme a cláusula 2.2.1 em'],
				en: ['is given', 'is given, as clause 2.2.1 says,'],
			},
		],
		[
			'the hours of the calendar',
			{
				es: ['45 minutos.', '45 minutos, de 09:00 a 17:00.'],
				'pt-BR': ['45 minutos.', '45 minutos, das 9h às 17h.'],
				en: ['45 minutes.', '45 minutes, 9 am to 5 pm.'],
			},
		],
		[
			'Monday to Friday',
			{
				es: ['5 días a la semana', 'de lunes a viernes'],
				'pt-BR': ['5 dias por semana', 'de segunda a sexta-feira'],
				en: ['5 days a week', 'Monday to Friday'],
			},
		],
		['what is struck through beside what holds', es('45 minutos', '~~60~~ 45 minutos')],
		['"one or more" of anything', es('Un ticket es urgente', 'Uno o más tickets son de criticidad urgente')],
		[
			'a year for twelve months',
			{
				terms: ['{ months: 3 }', '{ months: 12 }'],
				es: ['los últimos 3 meses', 'el último año, es decir, 1 año'],
				'pt-BR': ['3 meses', '12 meses'],
				en: ['3 months', 'twelve months'],
			},
		],
		['the same page in another language', { en: ['hc/pt-br', 'hc/en'] }],
		['emphasis and tables', es('hasta 45 minutos', 'hasta **45** minutos')],
	];

	test.each(table)('%s', (_, edits) => expect(flawsOf(edits)).toEqual([]));

	test('an availability with credits, and times by criticality in a table', () => {
		expect(flawsIn([{ file: 'x.md', source: availability }])).toEqual([]);
		expect(flawsIn([{ file: 'x.md', source: matrix }])).toEqual([]);
	});
});

test('clauses with figures that no commitment names are listed', () => {
	const text = parseRevisionText('1.en.md', shipped.en);
	const listed = clausesWithFigures(readRevision([{ file: '1.es.md', source: shipped.es }]).terms, text);
	expect(listed).toEqual([
		{
			pointer: '/texts/en',
			detail: expect.stringMatching(
				/^line \d+: clause 4\.4 says "4 GB" \(at least 4 gb\), "8 GB", "10 Mbps" .* which no commitment names$/,
			),
		},
		{
			pointer: '/texts/en',
			detail: expect.stringContaining('clause 5.1 says "https://support.blip.ai/hc/pt-br" and "+55 31 3349-6201"'),
		},
		{ pointer: '/texts/en', detail: expect.stringContaining('clause 5.2 says') },
	]);
});

test('a text of a megabyte that says a figure over and over is refused soon', () => {
	const start = performance.now();
	const flaws = flawsOf(es('45 minutos', '46 minutos o '.repeat(70_000)));
	expect(flaws).toHaveLength(1);
	expect(flaws[0]?.detail.length).toBeLessThan(500);
	expect(inPaces(performance.now() - start)).toBeLessThan(5000);
});

const availability = `---
document: cloud
revision: 1
language: en
title: Availability
summary: First.
authentic: true
commitments:
  - { id: uptime, kind: availability, target: { percent: 99.9, per: month }, credits: [{ below: 99.9, percent: 10 }, { below: 99, percent: 25 }], claim: { days: 30 }, clause: "1.1" }
---

## 1. Availability

**1.1.** The service is available at least 99.9 % of each month. Where it was not, a share of the fee is given back to whoever claims it within 30 days:

| available | given back |
|---|---|
| below 99.9 % | 10 % |
| below 99 % | 25 % |
`;

const matrix = `---
document: support
revision: 1
language: en
title: Support
summary: First.
authentic: true
commitments:
  - { id: urgent, kind: first_response, criticality: urgent, target: { hours: 1 }, qualifier: up_to, counted_in: always, clause: "1.1" }
  - { id: high, kind: first_response, criticality: high, target: { hours: 8 }, qualifier: up_to, counted_in: always, clause: "1.1" }
---

## 1. Responses

**1.1.** Responses are given 24×7 within these times:

| criticality | time |
|---|---|
| Urgent | up to 1 hour |
| High | up to 8 hours |
`;

function flawsOf(edits: Edits): Flaw[] {
	return flawsIn(languages.map((language) => ({ file: `1.${language}.md`, source: edited(language, edits) })));
}

function flawsIn(sources: NamedSource[]): Flaw[] {
	try {
		readRevision(sources);
	} catch (error) {
		if (error instanceof DomainError) return error.flaws;
		throw error;
	}
	return [];
}

function edited(language: Language, edits: Edits): string {
	const source = shipped[language];
	const end = source.indexOf('\n---\n');
	const [terms, text] = [source.slice(0, end), source.slice(end)];
	return (language === 'es' ? applied(terms, edits.terms) : terms) + applied(text, edits[language]);
}

function applied(text: string, edits: Edit | Edit[] = []): string {
	const all = (typeof edits[0] === 'string' ? [edits] : edits) as Edit[];
	return all.reduce((before, [from, to]) => {
		expect(before).toContain(from);
		return before.replace(from, to);
	}, text);
}
