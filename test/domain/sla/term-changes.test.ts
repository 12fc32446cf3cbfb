import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBehind, changesOfTerms, type TermChange } from '../../../src/domain/sla/term-changes.ts';
import type { Terms } from '../../../src/domain/sla/terms.ts';
import { type Language, languages } from '../../../src/domain/text.ts';
import { messagesIn } from '../../../src/i18n/messages.ts';
import { termLine, termWords } from '../../../src/i18n/term-words.ts';
import { terms } from '../builders.ts';

const before = terms();
const names = { plans: { pro: 'Pro', max: 'Max' }, components: {} };

function changed(change: (copy: Terms) => unknown): Terms {
	const copy = structuredClone(before);
	change(copy);
	return copy;
}

describe('the terms of two revisions', () => {
	test('that are equal have no changes', () => {
		expect(changesOfTerms(before, structuredClone(before))).toEqual([]);
	});

	test('promise the same in whatever order their commitments stand, and whatever these are called', () => {
		expect(
			changesOfTerms(
				before,
				changed(({ commitments, plans }) => [commitments.reverse(), plans.reverse()]),
			),
		).toEqual([]);
		const renamed = changed(({ commitments }) => {
			for (const one of commitments) one.id = `another-${one.id}`;
		});
		expect(changesOfTerms(before, renamed)).toEqual([]);
	});

	test('differ in every field that differs', () => {
		const fields = leavesOf(before);
		expect(fields.length).toBeGreaterThan(40);
		fc.assert(
			fc.property(fc.constantFrom(...fields), (field) => {
				const after = changed((copy) => field.set(copy));
				expect(changesOfTerms(before, after).length).toBeGreaterThan(0);
				for (const change of changesOfTerms(before, after)) {
					const [known = ''] = termLine(messagesIn('es'), change, names).split(' → ');
					expect(known.replace('America/Sao_Paulo', '')).not.toMatch(/undefined|\[object|_/);
				}
			}),
		);
	});
});

describe('a change of terms in plain words', () => {
	test.each<[(copy: Terms) => void, string, string, string]>([
		[
			(copy) => set(copy, 'solution-urgent', { target: { business_days: 2 } }),
			'Solución, Urgente: 1 día hábil → 2 días hábiles',
			'Solução, Urgente: 1 dia útil → 2 dias úteis',
			'Solution, Urgent: 1 business day → 2 business days',
		],
		[
			(copy) => set(copy, 'solution-normal', { target: { hours: 20 } }),
			'Solución, Normal: no definido → 20 horas',
			'Solução, Normal: não definido → 20 horas',
			'Solution, Normal: not defined → 20 hours',
		],
		[
			(copy) => set(copy, 'solution-high', { estimate: true }),
			'Solución, Alta, estimación: es un plazo firme → es un plazo estimado',
			'Solução, Alta, estimativa: é um prazo firme → é um prazo estimado',
			'Solution, High, estimate: not an estimate → an estimate',
		],
		[
			({ exclusion }) => {
				if (exclusion) exclusion.effect = 'pauses';
			},
			'Falla de un socio comercial, efecto: los plazos no se aplican → los plazos se detienen mientras dura',
			'Falha de um parceiro comercial, efeito: os prazos não se aplicam → os prazos param enquanto durar',
			'Failure of a partner, effect: the deadlines do not apply → the deadlines stop while it lasts',
		],
		[
			(copy) => set(copy, 'maintenance-window', { window: { from: '23:00', to: '05:00', offset: '-04:00' } }),
			'Mantenimiento preventivo, horario: de 23:00 a 05:00 (GMT−3) → de 23:00 a 05:00 (GMT−4)',
			'Manutenção preventiva, horário: das 23:00 às 05:00 (GMT−3) → das 23:00 às 05:00 (GMT−4)',
			'Preventive maintenance, hours: 23:00 to 05:00 (GMT−3) → 23:00 to 05:00 (GMT−4)',
		],
		[
			(copy) => set(copy, 'retention', { target: { months: 1 } }),
			'Conservación de mensajes: 3 meses → 1 mes',
			'Conservação das mensagens: 3 meses → 1 mês',
			'Keeping of messages: 3 months → 1 month',
		],
		[
			({ calendar }) => {
				if (calendar) calendar.to = '18:00';
			},
			'Calendario de los plazos, cierra a las: 17:00 → 18:00',
			'Calendário dos prazos, fecha às: 17:00 → 18:00',
			'Calendar of the deadlines, closes at: 17:00 → 18:00',
		],
	])('%#', (change, es, pt, en) => {
		const [found] = changesOfTerms(before, changed(change));
		const lines = (['es', 'pt-BR', 'en'] as const).map((language) =>
			found ? termLine(messagesIn(language), found, names) : '',
		);
		expect(lines).toEqual([es, pt, en]);
	});

	test('a time says on both sides whether it is the most and an estimate, and a reading what it answers', () => {
		const linesOf = (from: Terms, to: Terms) =>
			(['es', 'pt-BR', 'en'] as const).map((language) =>
				changesOfTerms(from, to).map((change) => termLine(messagesIn(language), change, names)),
			);
		const answering = (en: string): Terms => ({
			...changed((copy) => set(copy, 'solution-high', { qualifier: 'up_to', estimate: true })),
			readings: [
				{
					...{ id: 'start', clause: '2.2', commitments: [] },
					question: { es: '¿Desde cuándo?', 'pt-BR': 'Desde quando?', en: 'From when?' },
					answer: { es: en, 'pt-BR': en, en },
				},
			] as unknown as Terms['readings'],
		});
		const slower = answering('B');
		set(slower, 'solution-high', { target: { business_days: 12 } });
		expect(linesOf(answering('A'), slower)).toEqual([
			[
				'Solución, Alta: hasta 10 días hábiles (estimado) → hasta 12 días hábiles (estimado)',
				'Interpretación «¿Desde cuándo?», respuesta (español): A → B',
				'Interpretación «¿Desde cuándo?», respuesta (portugués de Brasil): A → B',
				'Interpretación «¿Desde cuándo?», respuesta (inglés): A → B',
			],
			[
				'Solução, Alta: até 10 dias úteis (estimado) → até 12 dias úteis (estimado)',
				'Interpretação “Desde quando?”, resposta (espanhol): A → B',
				'Interpretação “Desde quando?”, resposta (português (Brasil)): A → B',
				'Interpretação “Desde quando?”, resposta (inglês): A → B',
			],
			[
				'Solution, High: up to 10 business days (estimate) → up to 12 business days (estimate)',
				'Reading “From when?”, answer (Spanish): A → B',
				'Reading “From when?”, answer (Brazilian Portuguese): A → B',
				'Reading “From when?”, answer (English): A → B',
			],
		]);
	});

	test('a text that differs in one language is a change of that language, whoever reads it', () => {
		const wordings = fc.record({
			es: fc.string({ minLength: 1 }),
			'pt-BR': fc.string({ minLength: 1 }),
			en: fc.string(),
		});
		const part = fc.constantFrom('question' as const, 'answer' as const);
		fc.assert(
			fc.property(wordings, part, fc.constantFrom(...languages), (text, field, language) => {
				const [from, to] = [text[language], `${text[language]}x`];
				const reading = (one: object) => ({ id: 'start', clause: '2.2', question: text, answer: text, [field]: one });
				const [old, young] = [text, { ...text, [language]: to }].map((one) => ({
					...before,
					readings: [reading(one)],
				}));
				const found = changesOfTerms(old as Terms, young as Terms);
				expect(found).toMatchObject([{ path: `readings.start.${field}.${language}`, language, from, to }]);
				for (const reader of languages)
					expect(termWords(messagesIn(reader), found[0] as TermChange, names)).toMatchObject({ from, to });
			}),
		);
	});

	test('of a day without business says its date once, and its name in the language in which that differs', () => {
		const closing = (...also: [string, object][]) =>
			changed(({ calendar }) => {
				if (calendar) calendar.holidays.also = also.map(([date, name]) => ({ date, name }));
			});
		const eve = { es: 'Nochebuena', en: 'Christmas Eve' };
		const lines = (from: Terms, to: Terms) =>
			changesOfTerms(from, to).map((change) => termLine(messagesIn('es'), change, names));
		expect(lines(before, closing(['2026-12-24', eve]))).toEqual([
			'Calendario de los plazos, otros días sin actividad: no figuraba → 24 de diciembre de 2026',
		]);
		expect(lines(closing(['2026-12-24', eve]), closing(['2026-12-24', { ...eve, en: 'Eve' }]))).toEqual([
			'Calendario de los plazos, otros días sin actividad, 24 de diciembre de 2026 (inglés): Christmas Eve → Eve',
		]);
	});

	test('of days, countries, commitments, systems and partners is said in words of people', () => {
		const components = {
			...{ api: { es: 'API', en: 'API' }, panel: { es: 'Panel', en: 'Dashboard' } },
			whatsapp: { es: 'WhatsApp' },
		};
		const after = changed(({ calendar, exclusion, commitments }) => {
			if (calendar)
				Object.assign(calendar, { days: ['mon', 'tue'], holidays: { ...calendar.holidays, country: 'AR' } });
			const covers = ['solution-urgent', 'first-response-max'];
			if (exclusion) Object.assign(exclusion, { partners: ['whatsapp'], covers });
			commitments.push({
				...{ id: 'up', kind: 'availability', target: { percent: 99, per: 'month' }, clause: '3' },
				...{ systems: ['api', 'panel'], counted_in: 'always', excludes: [], credits: [], estimate: false },
			});
		});
		const said = (language: Language) =>
			changesOfTerms(before, after)
				.map((change) => termLine(messagesIn(language), change, { ...names, components }))
				.filter((line) => /days|días|holidays|feriados|partners|socios|covers|alcanza|systems|sistemas/.test(line));
		expect(said('es')).toEqual([
			'Calendario de los plazos, días: lunes, martes, miércoles, jueves, viernes → lunes, martes',
			'Calendario de los plazos, feriados nacionales: Brasil → Argentina',
			'Disponibilidad, sistemas: no figuraba → API, Panel',
			'Falla de un socio comercial, socios: no figuraba → WhatsApp',
			'Falla de un socio comercial, a qué plazos alcanza: no figuraba → Solución, Urgente; Primera respuesta, plan Max',
		]);
		expect(said('en').join()).toContain('systems: not there before → API, Dashboard');
	});

	test('a list says the same in another order, and a commitment under another id that something names', () => {
		const covering = (known: Terms, covers: string[]) =>
			({ ...known, exclusion: { ...known.exclusion, covers } }) as Terms;
		const old = covering(before, ['solution-urgent', 'solution-high']);
		expect(changesOfTerms(old, covering(before, ['solution-high', 'solution-urgent']))).toEqual([]);
		const renamed = changed(({ commitments }) => {
			for (const one of commitments) if (one.id === 'solution-urgent') one.id = 'fire';
		});
		expect(changesOfTerms(old, covering(renamed, ['fire', 'solution-high']))).toEqual([]);
		expect(changesOfTerms(old, covering(renamed, ['fire']))).toMatchObject([{ path: 'exclusion.covers' }]);
	});

	test('of which somebody has to know who confirms a clause are its own, and those of the calendar it is counted by', () => {
		const after = changed((copy) => {
			set(copy, 'solution-urgent', { target: { business_days: 3 } });
			if (copy.calendar) copy.calendar.to = '16:00';
			if (copy.exclusion) copy.exclusion.effect = 'pauses';
		});
		const behind = (id: string) => changesBehind(id, changesOfTerms(before, after), after).map(({ path }) => path);
		expect(behind('solution-urgent').toSorted()).toEqual(['calendar.closes', 'solution-urgent.target']);
		expect(behind('first-response-pro')).toEqual(['calendar.closes']);
		expect(behind('first-response-max')).toEqual([]);
		expect(behind('rules.exclusion')).toEqual(['exclusion.effect']);
	});

	test('a plan that is new, and one that is gone', () => {
		const fewer = changed(({ commitments }) => commitments.splice(1, 1));
		const minutesOf = (from: Terms, to: Terms) =>
			changesOfTerms(from, to)
				.filter(({ path }) => path.endsWith('target'))
				.map((change) => termLine(messagesIn('en'), change, names));
		expect(minutesOf(before, fewer)).toEqual(['First response, Max plan: 45 minutes → no longer there']);
		expect(minutesOf(fewer, before)).toEqual(['First response, Max plan: not there before → 45 minutes']);
	});
});

function set({ commitments }: Terms, id: string, change: object): void {
	Object.assign(commitments.find((one) => one.id === id) ?? {}, change);
}

interface Field {
	set: (copy: Terms) => void;
}

/** Every field of the terms, each with a way to fill it differently. */
function leavesOf(node: object, path: (string | number)[] = []): Field[] {
	return Object.entries(node).flatMap(([key, value]) => {
		if (key === 'id' || key === 'kind') return [];
		const here = [...path, key];
		if (typeof value === 'object') return leavesOf(value, here);
		if (key === 'country') return [{ set: (copy) => put(copy, here, 'AR') }];
		const other = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value}9`;
		return [{ set: (copy) => put(copy, here, other) }];
	});
}

function put(root: object, path: (string | number)[], value: unknown): void {
	const last = path.at(-1) as string;
	const parent = path
		.slice(0, -1)
		.reduce((node, key) => node[key] as Record<string, unknown>, root as Record<string, unknown>);
	parent[last] = value;
}
