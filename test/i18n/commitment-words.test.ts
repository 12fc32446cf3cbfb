import { describe, expect, test } from 'vitest';
import type { Commitment } from '../../src/domain/sla/commitment.ts';
import { commitmentLine } from '../../src/i18n/commitment-words.ts';
import { en } from '../../src/i18n/en/messages.ts';
import { es } from '../../src/i18n/es/messages.ts';
import { formatFor } from '../../src/i18n/format.ts';
import { ptBr } from '../../src/i18n/pt-br/messages.ts';

const solution = {
	...{ id: 'solution', kind: 'solution', criticality: 'urgent', estimate: true, until: 'proposal' },
	...{ target: { business_days: 1 }, qualifier: 'exactly', from: 'acceptance', counted_in: 'office', clause: '2.2.1' },
} as Commitment;
const undefinedTime = { ...solution, criticality: 'normal', target: 'not_defined' } as Commitment;

describe.each([
	[es, 'Urgente: 1 día hábil (estimado)', 'Normal: no definido'],
	[ptBr, 'Urgente: 1 dia útil (estimado)', 'Normal: não definido'],
	[en, 'Urgent: 1 business day (estimate)', 'Normal: not defined'],
])('in %#', (t, urgent, normal) => {
	test('a time that the text does not limit has no “up to”', () => {
		expect(commitmentLine(t, solution, {})).toBe(urgent);
	});

	test('what is not defined is not called an estimate', () => {
		expect(commitmentLine(t, undefinedTime, {})).toBe(normal);
	});

	test('readers meet commitments and no promises', () => {
		const words: string[] = [];
		const collect = (node: unknown): void => {
			if (typeof node === 'string') words.push(node);
			if (typeof node === 'function') words.push(node.toString());
			if (node !== null && typeof node === 'object') for (const child of Object.values(node)) collect(child);
		};
		collect(t);
		expect(words.length).toBeGreaterThan(500);
		expect(words.filter((one) => /\b(promes|promet|promis(e|ed|es)\b)/i.test(one))).toEqual([]);
	});
});

test('what lasted less than a minute is told with its seconds', () => {
	const format = formatFor('es', 'America/Sao_Paulo');
	const start = Date.parse('2026-03-02T02:00:05Z');
	expect(format.spanAs(start, start + 60_000)).toBe('dateTime');
	expect(format.spanAs(start, start + 20_000)).toBe('exact');
	expect([format.exact(start), format.exact(start + 20_000)]).toEqual([
		expect.stringContaining('23:00:05'),
		expect.stringContaining('23:00:25'),
	]);
});
