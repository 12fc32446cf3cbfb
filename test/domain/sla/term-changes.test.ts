import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOfTerms } from '../../../src/domain/sla/term-changes.ts';
import type { Terms } from '../../../src/domain/sla/terms.ts';
import { messagesIn } from '../../../src/i18n/messages.ts';
import { termLine } from '../../../src/i18n/term-words.ts';
import { terms } from '../builders.ts';

const before = terms();
const names = { pro: 'Pro', max: 'Max' };

function changed(change: (copy: Terms) => unknown): Terms {
	const copy = structuredClone(before);
	change(copy);
	return copy;
}

describe('the terms of two revisions', () => {
	test('that are equal have no changes', () => {
		expect(changesOfTerms(before, structuredClone(before))).toEqual([]);
	});

	test('promise the same in whatever order their plans stand', () => {
		expect(
			changesOfTerms(
				before,
				changed(({ first_response }) => first_response.reverse()),
			),
		).toEqual([]);
	});

	test('differ in every field that differs', () => {
		const fields = leavesOf(before);
		expect(fields.length).toBeGreaterThan(30);
		fc.assert(
			fc.property(fc.constantFrom(...fields), (field) => {
				const after = changed((copy) => field.set(copy));
				expect(changesOfTerms(before, after).length).toBeGreaterThan(0);
				for (const change of changesOfTerms(before, after)) {
					const [known] = termLine(messagesIn('es'), change, names).split(' → ');
					expect(known).not.toMatch(/undefined|object|_/);
				}
			}),
		);
	});
});

describe('a change of terms in plain words', () => {
	test.each<[(copy: Terms) => void, string, string, string]>([
		[
			({ solution }) => {
				solution.urgent.target = { business_days: 2 };
			},
			'Urgente: 1 día hábil → 2 días hábiles',
			'Urgente: 1 dia útil → 2 dias úteis',
			'Urgent: 1 business day → 2 business days',
		],
		[
			({ solution }) => {
				solution.normal.target = { business_days: 20 };
			},
			'Normal: no definido → 20 días hábiles',
			'Normal: não definido → 20 dias úteis',
			'Normal: not defined → 20 business days',
		],
		[
			({ solution }) => {
				solution.high.estimate = true;
			},
			'Alta, estimación: no figuraba → es un plazo estimado',
			'Alta, estimativa: não constava → é um prazo estimado',
			'High, estimate: not there before → an estimate',
		],
		[
			({ exclusion }) => {
				exclusion.effect = 'pauses';
			},
			'Falla de un socio comercial, efecto: los plazos no se aplican → los plazos se detienen mientras dura',
			'Falha de um parceiro comercial, efeito: os prazos não se aplicam → os prazos param enquanto durar',
			'Failure of a partner, effect: the deadlines do not apply → the deadlines stop while it lasts',
		],
		[
			({ maintenance_window }) => {
				maintenance_window.offset = '-04:00';
			},
			'Mantenimiento preventivo, huso horario: GMT−3 → GMT−4',
			'Manutenção preventiva, fuso horário: GMT−3 → GMT−4',
			'Preventive maintenance, time zone: GMT−3 → GMT−4',
		],
		[
			({ retention }) => {
				retention.months = 1;
			},
			'Conservación de mensajes: 3 meses → 1 mes',
			'Conservação das mensagens: 3 meses → 1 mês',
			'Keeping of messages: 3 months → 1 month',
		],
	])('%#', (change, es, pt, en) => {
		const [found] = changesOfTerms(before, changed(change));
		const lines = (['es', 'pt-BR', 'en'] as const).map((language) =>
			found ? termLine(messagesIn(language), found, names) : '',
		);
		expect(lines).toEqual([es, pt, en]);
	});

	test('a plan that is new, and one that is gone', () => {
		const fewer = changed(({ first_response }) => first_response.pop());
		const minutesOf = (from: Terms, to: Terms) =>
			changesOfTerms(from, to)
				.filter(({ path }) => path.endsWith('minutes'))
				.map((change) => termLine(messagesIn('en'), change, names));
		expect(minutesOf(before, fewer)).toEqual(['First response, Max plan: 45 minutes → no longer there']);
		expect(minutesOf(fewer, before)).toEqual(['First response, Max plan: not there before → 45 minutes']);
	});
});

interface Field {
	set: (copy: Terms) => void;
}

/** Every field of the terms, each with a way to fill it differently. */
function leavesOf(node: object, path: (string | number)[] = []): Field[] {
	return Object.entries(node).flatMap(([key, value]) => {
		const here = [...path, key];
		if (typeof value === 'object') return leavesOf(value, here);
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
