import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftFollowing, draftOf, type RevisionDraft, sourceOfDraft } from '../../src/documents/revision-draft.ts';
import { parseRevisionText } from '../../src/documents/revision-text.ts';

const sources = ['es', 'pt-BR', 'en'].map((language) =>
	readFileSync(new URL(`../../content/sla/blip-go/1.${language}.md`, import.meta.url), 'utf8'),
);

test.each(sources)(
	'what a next revision begins with says what the text in force says, under the next number',
	(source) => {
		const before = parseRevisionText('text.md', source);
		const after = parseRevisionText('text.md', sourceOfDraft(draftOf(source, 2) as RevisionDraft));
		expect(after.front).toEqual({ ...before.front, revision: 2 });
		expect(after.body.trim()).toBe(before.body.trim());
	},
);

test('each clause has a field of its own, and what is emptied is gone', () => {
	const draft = draftOf(sources[0] as string, 2) as RevisionDraft;
	const place = draft.clauses.findIndex((clause) => clause.startsWith('**2.2.1.**'));
	expect(draft.clauses.filter((clause) => /\n\*\*\d/.test(clause))).toEqual([]);
	const source = sourceOfDraft({ ...draft, clauses: draft.clauses.with(place, ' ') });
	expect(source).not.toContain('**2.2.1.**');
	expect(source).toContain('**2.2.2.**');
});

test('a summary is taken as it was written, whatever stands in it', () => {
	const draft = draftOf(sources[0] as string, 2) as RevisionDraft;
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

test('the next revision begins without what the one before said of its own changes', () => {
	const source = (sources[0] as string).replace('authentic: true', 'authentic: true\neditorial: true');
	const draft = draftFollowing(source, 2) as RevisionDraft;
	expect([draft.summary, draft.front.includes('editorial')]).toEqual(['', false]);
	expect(draft.title).toBe('Acuerdo de nivel de servicio y soporte técnico de Blip Go!');
	// Also where nothing stands below it.
	const last = '---\ntitle: A\neditorial: true\n---\n\nX.\n';
	expect(draftFollowing(last, 2)?.front).toBe('');
});

test('a text has its parts however wrong they are, and none where they cannot be read', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (value) => {
			const draft = draftOf(
				`---\ntitle: ${JSON.stringify(value)}\nrevision: 1\ncommitments: nothing\n---\n\n**1.1.** A.\n`,
				7,
			);
			expect(draft).toMatchObject({ title: value, clauses: ['**1.1.** A.'] });
			expect(draft?.front).toContain('revision: 7');
		}),
		{ numRuns: 40 },
	);
	for (const source of ['', 'No data.', '---\ntitle: [\n---\n\nX.', '---\n- a list\n---\n\nX.'])
		expect(draftOf(source, 2)).toBeNull();
});
