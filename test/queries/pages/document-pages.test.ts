import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Revision } from '../../../src/domain/sla/revision.ts';
import { documentAsOf } from '../../../src/queries/pages/document-pages.ts';
import type { Reading } from '../../../src/queries/shared/reading.ts';
import { revision, saoPaulo } from '../../domain/builders.ts';

const YEAR = 365 * 86_400_000;
const start = Date.UTC(2026, 0, 1);

/** Revisions published one after another, with these milliseconds between them. */
function history(gaps: number[]): Revision[] {
	let publishedAt = start;
	return gaps.map((gap, i) => {
		publishedAt += gap;
		return revision({ number: i + 1, publishedAt, texts: [textOf(i + 1)] });
	});
}

function textOf(number: number): Revision['texts'][number] {
	return { language: 'es', title: 'SLA', summary: 'Una revisión.', sha256: `${number}` };
}

function reading(revisions: Revision[], now: number): Reading {
	const stores = {
		revisions: {
			of: async () => revisions,
			source: async (_: string, number: number) => `---\n---\n\n## ${number}. x`,
		},
	};
	return { stores, site: { time_zone: saoPaulo }, language: 'es', now } as unknown as Reading;
}

test('whatever was published when, an instant gives the revision whose interval contains it', async () => {
	const gaps = fc.array(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: YEAR })), {
		minLength: 1,
		maxLength: 12,
	});
	await fc.assert(
		fc.asyncProperty(
			gaps,
			fc.integer({ min: -2, max: 13 }),
			fc.integer({ min: -2, max: 2 }),
			async (gaps, nth, off) => {
				const revisions = history(gaps);
				const now = start + 20 * YEAR;
				const at = (revisions[nth]?.publishedAt ?? start + nth * YEAR) + off;
				const found = await documentAsOf(reading(revisions, now), 'blip-go', new Date(at).toISOString());
				const first = revisions[0]?.publishedAt ?? 0;
				if (at < first) {
					expect(found).toMatchObject({ kind: 'too_early', at, since: first });
					return;
				}
				const bounds = revisions.map(
					({ publishedAt }, i) => [publishedAt, revisions[i + 1]?.publishedAt ?? Infinity] as const,
				);
				const containing = bounds.findIndex(([from, until]) => from <= at && at < until) + 1;
				if (found?.kind !== 'found') throw new Error('expected a revision');
				const { entry } = found.page;
				expect([found.at, entry.number]).toEqual([at, containing]);
				expect([entry.publishedAt, entry.until ?? Infinity]).toEqual(bounds[containing - 1]);
			},
		),
	);
});

test('of the future nothing is said, and of no instant neither', async () => {
	const revisions = history([1]);
	const ask = (asked: string) => documentAsOf(reading(revisions, start + 1000), 'blip-go', asked);
	expect(await ask(new Date(start + 1001).toISOString())).toEqual({
		kind: 'future',
		at: start + 1001,
		wall: '2025-12-31T21:00',
	});
	expect(await ask(new Date(start + 1000).toISOString())).toMatchObject({ kind: 'found' });
	expect(await ask('soon')).toEqual({ kind: 'no_instant' });
	expect(await documentAsOf(reading([], start), 'other', '2026-01-01T10:00')).toBe(null);
});
