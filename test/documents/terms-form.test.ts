import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withTermsOf } from '../../src/documents/terms-form.ts';
import { FrontMatter } from '../../src/domain/sla/front-matter.ts';
import { nameOfTerm, type TermField, termSections } from '../../src/domain/sla/term-fields.ts';
import { languages } from '../../src/domain/text.ts';
import { looseYaml } from '../../src/files/yaml-edit.ts';

/** The front matter of the agreements that there are here: the form knows none of them. */
const fronts = [
	'content/sla/blip-go/1.es.md',
	'src/demo/agreements/availability.es.md',
	'src/demo/agreements/priority-support.es.md',
].map((file) => {
	const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
	return source.slice(4, source.indexOf('\n---', 3) + 1).trimEnd();
});
const [front = ''] = fronts;

/** The form as it is drawn, field by field. */
function drawn(source: string): URLSearchParams {
	const form = new URLSearchParams();
	const draw = (name: string, { control, value }: Pick<TermField, 'control' | 'value'>): void => {
		const wordings = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
		if (control.kind === 'amount') {
			const [[unit = '', count = ''] = []] = typeof value === 'string' ? [[value, '']] : Object.entries(wordings);
			form.set(`${name}/unit`, unit);
			form.set(`${name}/count`, String(count));
		} else if (control.kind === 'several') {
			form.append(name, '');
			for (const one of (value as string[] | undefined) ?? []) form.append(name, one);
		} else if (control.kind === 'wordings') {
			for (const language of languages) form.set(`${name}/${language}`, String(wordings[language] ?? ''));
		} else if (control.kind === 'rows') {
			const rows = [...((value as object[] | undefined) ?? []), {}];
			form.set(name, String(rows.length));
			for (const [i, row] of rows.entries())
				for (const column of control.columns) {
					const cell = column.path.reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], row);
					draw(`${name}/${i}/${column.path.join('/')}`, { control: column.control, value: cell });
				}
		} else form.set(name, control.kind === 'list' ? ((value as string[]) ?? []).join(', ') : String(value ?? ''));
	};
	for (const { fields } of termSections(looseYaml(source)))
		for (const field of fields) draw(nameOfTerm(field.path), field);
	return form;
}

/** The form with some fields filled in otherwise. */
function filled(source: string, fields: Record<string, string>): URLSearchParams {
	const form = drawn(source);
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
}

test.each([
	['term/commitments/0/target/count', '1e2'],
	['term/commitments/0/target/count', '0x10'],
	['term/commitments/0/target/count', 'muchos'],
	['term/commitments/0/qualifier', 'constructor'],
	['term/commitments/0/qualifier', '__proto__'],
])('what is no answer to the field %s stays as it was typed, to be refused there: %s', (name, typed) => {
	expect(FrontMatter.safeParse(looseYaml(withTermsOf(front, filled(front, { [name]: typed })))).success).toBe(false);
	expect(withTermsOf(front, filled(front, { [name]: typed }))).toContain(typed);
});

test('a number without a unit is refused and not dropped, and one that stood there before goes with its unit', () => {
	const [name, count] = ['term/commitments/0/target/unit', 'term/commitments/0/target/count'];
	const written = withTermsOf(front, filled(front, { [name]: '', [count]: '77' }));
	expect(written).toContain('77');
	expect(FrontMatter.safeParse(looseYaml(written)).success).toBe(false);
	expect(withTermsOf(front, filled(front, { [name]: '' }))).not.toContain('77');
});

test.each(fronts)('a form of terms that nobody changed leaves them as they were written, to the letter', (source) => {
	expect(withTermsOf(source, drawn(source))).toBe(source);
});

describe('a term that is filled in otherwise', () => {
	const urgent = (edited: string) => (looseYaml(edited) as { commitments: { target: unknown }[] }).commitments[1];

	test('is written in its place, and nothing else is', () => {
		const edited = withTermsOf(front, filled(front, { 'term/commitments/1/target/count': '2' }));
		expect(urgent(edited)?.target).toEqual({ business_days: 2 });
		const before = looseYaml(front) as { commitments: object[] };
		const after = looseYaml(edited) as typeof before;
		expect({ ...after, commitments: after.commitments.with(1, {}) }).toEqual({
			...before,
			commitments: before.commitments.with(1, {}),
		});
		expect(edited).toContain('# Cómo se cuentan los plazos');
	});

	test('may have another unit, or none', () => {
		const of = (unit: string, count: string) =>
			urgent(
				withTermsOf(
					front,
					filled(front, { 'term/commitments/1/target/unit': unit, 'term/commitments/1/target/count': count }),
				),
			)?.target;
		expect(of('hours', '4')).toEqual({ hours: 4 });
		expect(of('not_defined', '1')).toBe('not_defined');
	});

	test('stays as it was typed where it is none, to be refused where it is read', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 30 }), (typed) => {
				const edited = withTermsOf(front, filled(front, { 'term/commitments/1/target/count': typed }));
				const values = looseYaml(edited);
				expect(values).not.toBeNull();
				const isCount = /^[1-9]\d*$/.test(typed.trim()) && Number(typed) <= 1000;
				const read = FrontMatter.safeParse(values);
				if (isCount) expect(read.success).toBe(true);
				if (!read.success)
					expect(read.error.issues.map(({ path }) => path.slice(0, 3))).toEqual([['commitments', 1, 'target']]);
			}),
			{ numRuns: 60 },
		);
	});
});

test('parts are added and taken away', () => {
	const added = withTermsOf(front, filled(front, { add: 'availability' }));
	expect(termSections(looseYaml(added)).map(({ value }) => value.kind)).toContain('availability');
	expect(withTermsOf(front, filled(front, { add: 'nothing of ours' }))).toBe(front);
	const gone = withTermsOf(
		front,
		filled(front, { 'term/commitments/0/remove': 'yes', 'term/commitments/2/remove': 'yes' }),
	);
	const ids = (looseYaml(gone) as { commitments: { id: string }[] }).commitments.map(({ id }) => id);
	expect(ids.slice(0, 2)).toEqual(['solution-urgent', 'solution-normal']);
});

test('terms of any shape have a form, and none breaks it', () => {
	fc.assert(
		fc.property(
			fc.jsonValue(),
			fc.constantFrom('commitments', 'plans', 'calendar', 'missed', 'readings'),
			(value, key) => {
				const source = `${key}: ${JSON.stringify(value)}`;
				expect(() => withTermsOf(source, drawn(source))).not.toThrow();
			},
		),
		{ numRuns: 100 },
	);
});
