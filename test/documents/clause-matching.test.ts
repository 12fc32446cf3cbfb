import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClauseMatch, matchClauses, type PlainClause } from '../../src/documents/clause-matching.ts';

const deadlines = [
	'2.1 Urgente: 1 día hábil.',
	'2.2 Alta: 10 días hábiles.',
	'2.3 Normal: 45 días hábiles.',
	'2.4 El plazo empieza a contar cuando el equipo de soporte acepta el ticket.',
];

describe('of two texts', () => {
	test('what is inserted is new, and what comes after it has the next number, whatever else was changed in it', () => {
		expect(
			courses(deadlines, [
				'2.1 Crítica: 4 horas.',
				'2.2 Urgente: 2 días hábiles.',
				'2.3 Alta: 12 días hábiles.',
				'2.4 Normal: 50 días hábiles.',
				'2.5 El plazo empieza a contar cuando el equipo de soporte acepta el ticket.',
			]),
		).toEqual(['> 2.1', '2.1 > 2.2', '2.2 > 2.3', '2.3 > 2.4', '2.4 > 2.5']);
	});

	test('siblings that take over each other’s figures stay who they are', () => {
		expect(
			courses(deadlines, ['2.1 Urgente: 10 días hábiles.', '2.2 Alta: 45 días hábiles.', ...deadlines.slice(2)]),
		).toEqual(['2.1 > 2.1', '2.2 > 2.2', '2.3 > 2.3', '2.4 > 2.4']);
	});

	test('what is gone is gone, and what comes after it has the number before', () => {
		expect(courses(deadlines, ['2.1 Alta: 10 días hábiles.', '2.2 Normal: 45 días hábiles.'])).toEqual([
			'2.1 >',
			'2.2 > 2.1',
			'2.3 > 2.2',
			'2.4 >',
		]);
	});

	test('a clause that stands elsewhere and was rewritten in part has moved', () => {
		const clock = '1.1 El plazo empieza a contar cuando el equipo de soporte ha aceptado el ticket.';
		expect(courses(deadlines, [clock, ...deadlines.slice(0, 3)])).toEqual([
			'2.4 > 1.1 moved',
			'2.1 > 2.1',
			'2.2 > 2.2',
			'2.3 > 2.3',
		]);
	});

	test('between a heading and a clause that changed places, the clause has moved', () => {
		expect(courses(['1.3 Uno.', '# 2 Dos'], ['# 2 Dos', '2.1 Uno.'])).toEqual(['2 > 2', '1.3 > 2.1 moved']);
	});

	test('what has nothing in common but the number is rewritten, and not gone and new', () => {
		expect(courses(['1 Ayer llovía.'], ['1 Siempre nieva.'])).toEqual(['1 > 1']);
		expect(courses(['1 Ayer llovía.'], ['2 Siempre nieva.'])).toEqual(['1 >', '> 2']);
	});

	test('of clauses that say the same, one keeps its number', () => {
		const repealed = ['1 Sobre el precio.', '2 Derogada.'];
		expect(courses(repealed, ['1 Derogada.', '2 Derogada.'])).toEqual(['1 > 1', '2 > 2']);
		expect(courses(['1 Derogada.', '2 Derogada.'], ['2 Derogada.'])).toEqual(['1 >', '2 > 2']);
	});

	test('what was divided among several clauses was split, and several that became one were merged', () => {
		const whole = [
			'1 El ticket se acepta en horario de oficina; si un socio falla, nada corre; lo decimos aquí.',
			'2 Fin.',
		];
		const split = [
			'1 El ticket se acepta en horario de oficina.',
			'2 Si un socio falla, nada corre.',
			'3 Lo decimos siempre aquí.',
			'4 Fin.',
		];
		expect(courses(whole, split)).toEqual(['1 > 1 2 3', '2 > 4']);
		expect(courses(split, whole)).toEqual(['1 2 3 > 1', '4 > 2']);
	});

	test('a new clause beside a changed one that says something else is not a part of it', () => {
		expect(
			courses(['1 El plazo empieza a contar al aceptar.'], ['1 El plazo empieza a contar al abrir.', '2 Nada más.']),
		).toEqual(['1 > 1', '> 2']);
	});
});

describe('whatever the texts', () => {
	const word = fc.constantFrom('plazo', 'día', 'días', '1', '10', 'hábil', 'soporte', 'socio', 'El', 'no');
	const clause = fc.record({
		number: fc.constantFrom(null, '1', '1.1', '1.2', '2', '2.1'),
		heading: fc.boolean(),
		text: fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
	});
	const text = fc.array(clause, { maxLength: 12 });
	/** Clauses of which no two say the same, numbered one after another. */
	const numbered = fc
		.uniqueArray(
			fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
			{
				minLength: 2,
				maxLength: 20,
			},
		)
		.map((texts) => texts.map((words, i) => ({ number: `2.${i + 1}`, heading: false, text: words })));

	test('each clause of both is in one match, and those of the later text are in its order', () => {
		fc.assert(
			fc.property(text, text, (old, young) => {
				const matches = matchClauses(old, young);
				const places = (side: 'before' | 'after') => matches.flatMap((match) => match[side]);
				expect(places('before').sort((a, b) => a - b)).toEqual([...old.keys()]);
				expect(places('after')).toEqual([...young.keys()]);
				expect(matches.every(({ before, after }) => before.length <= 1 || after.length <= 1)).toBe(true);
				expect(matchClauses(old, young)).toEqual(matches);
			}),
			{ numRuns: 1000 },
		);
	});

	test('a text against itself has no change', () => {
		fc.assert(
			fc.property(text, (one) => {
				expect(matchClauses(one, one)).toEqual(
					one.map((_, place) => ({ before: [place], after: [place], moved: false })),
				);
			}),
		);
	});

	test('one clause that is inserted is one new clause, and all others are who they were', () => {
		fc.assert(
			fc.property(numbered, fc.nat(), (old, where) => {
				const at = where % (old.length + 1);
				const young = renumbered([...old.slice(0, at), { ...first(old), text: 'Nueva' }, ...old.slice(at)]);
				expect(matchClauses(old, young)).toEqual(
					young.map((_, place) => ({
						before: place === at ? [] : [place < at ? place : place - 1],
						after: [place],
						moved: false,
					})),
				);
			}),
		);
	});

	test('one clause that is taken out is gone, and all others are who they were', () => {
		fc.assert(
			fc.property(numbered, fc.nat(), (old, where) => {
				const at = where % old.length;
				const matches = matchClauses(old, renumbered(old.filter((_, place) => place !== at)));
				expect(matches).toEqual(
					old.map((_, place) => ({
						before: [place],
						after: place === at ? [] : [place < at ? place : place - 1],
						moved: false,
					})),
				);
			}),
		);
	});

	test('two clauses that change places are moved, and nothing is new or gone', () => {
		fc.assert(
			fc.property(numbered, fc.nat(), fc.nat(), (old, one, other) => {
				const [a, b] = [one % old.length, other % old.length];
				fc.pre(a !== b);
				const order = [...old.keys()].map((place) => (place === a ? b : place === b ? a : place));
				const young = renumbered(order.map((place) => old[place] as PlainClause));
				const matches = matchClauses(old, young);
				expect(matches.map(({ before }) => before)).toEqual(order.map((place) => [place]));
				expect(matches.filter(({ moved }) => moved).length).toBeGreaterThan(0);
				expect(matches.filter(({ moved }) => moved).length).toBeLessThanOrEqual(2);
			}),
		);
	});
});

function renumbered(clauses: PlainClause[]): PlainClause[] {
	return clauses.map((clause, i) => ({ ...clause, number: `2.${i + 1}` }));
}

function first(clauses: PlainClause[]): PlainClause {
	return clauses[0] as PlainClause;
}

/** `2.1 > 2.2` for each match, with `moved` after it; `# 2` is a heading. */
function courses(before: string[], after: string[]): string[] {
	const [old, young] = [before.map(clauseOf), after.map(clauseOf)];
	const numbers = (clauses: PlainClause[], places: number[]) => places.map((place) => clauses[place]?.number).join(' ');
	return matchClauses(old, young).map((match: ClauseMatch) =>
		[numbers(old, match.before), '>', numbers(young, match.after), match.moved ? 'moved' : '']
			.filter((part) => part !== '')
			.join(' '),
	);
}

function clauseOf(line: string): PlainClause {
	const [, heading, number = '', text = ''] = /^(# )?(\S+) (.*)$/.exec(line) ?? [];
	return { number, heading: heading !== undefined, text };
}
