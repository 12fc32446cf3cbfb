import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftFrom, sourceOfDraft } from '../../src/documents/revision-draft.ts';
import { parseRevisionText } from '../../src/documents/revision-text.ts';

const sources = ['es', 'pt-BR', 'en'].map((language) =>
	readFileSync(new URL(`../../content/sla/blip-go/1.${language}.md`, import.meta.url), 'utf8'),
);

test.each(sources)(
	'what a next revision begins with says what the text in force says, under the next number',
	(source) => {
		const before = parseRevisionText('text.md', source);
		const after = parseRevisionText('text.md', sourceOfDraft(draftFrom(source, 2)));
		expect(after.front).toEqual({ ...before.front, revision: 2 });
		expect(after.body.trim()).toBe(before.body.trim());
	},
);

test('each clause has a field of its own, and what is emptied is gone', () => {
	const draft = draftFrom(sources[0] as string, 2);
	const place = draft.clauses.findIndex((clause) => clause.startsWith('**2.2.1.**'));
	expect(draft.clauses.filter((clause) => /\n\*\*\d/.test(clause))).toEqual([]);
	const source = sourceOfDraft({ ...draft, clauses: draft.clauses.with(place, ' ') });
	expect(source).not.toContain('**2.2.1.**');
	expect(source).toContain('**2.2.2.**');
});

test('a summary is taken as it was written, whatever stands in it', () => {
	const draft = draftFrom(sources[0] as string, 2);
	fc.assert(
		fc.property(
			fc.string({ minLength: 1, maxLength: 80 }).filter((text) => /^[\p{L}\p{N}\p{P}\p{S} ]*\p{L}$/u.test(text)),
			(summary) => {
				const { text } = parseRevisionText('text.md', sourceOfDraft({ ...draft, summary }));
				expect(text.summary).toBe(summary.trim());
			},
		),
		{ numRuns: 30 },
	);
});
