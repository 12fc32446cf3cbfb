import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planIn } from '../../src/console/forms.ts';
import { writtenAgain } from '../../src/console/written-again.ts';
import { MINUTE } from '../../src/domain/instant.ts';
import type { WaitingPost } from '../../src/domain/waiting-post.ts';
import type { Reading } from '../../src/queries/shared/reading.ts';

const now = Date.parse('2026-03-02T10:00:00-03:00');
const reading = { now, language: 'es', site: { time_zone: 'America/Sao_Paulo' } } as unknown as Reading;
const post = (kind: string, about: string, input: unknown) =>
	({ id: 'w', kind, about, input, heldAt: now, publishAt: null }) as WaitingPost;

test('planned work that is written again says what it said', async () => {
	const plan = fc.record({
		minutes: fc.integer({ min: 1, max: 500_000 }),
		lasts: fc.integer({ min: 1, max: 600 }),
		body: fc.constantFrom('Sin reportes.', 'Dos\nlíneas.'),
		automatic: fc.boolean(),
		rule: fc.constantFrom(
			{},
			{ rrule: 'FREQ=WEEKLY;UNTIL=20290301' },
			{ rrule: 'FREQ=MONTHLY', exceptions: ['2026-05-01', '2026-06-01'] },
		),
		told: fc.constantFrom({}, { notify: 'nobody' }),
	});
	await fc.assert(
		fc.asyncProperty(plan, async ({ minutes, lasts, body, automatic, rule, told }) => {
			const start = now + minutes * MINUTE;
			const said = {
				...{ title: { es: 'Disco', en: 'Disk' }, body: { es: body }, components: ['api', 'reports'], automatic },
				...{ planned: { start, end: start + lasts * MINUTE }, ...rule, ...told },
			};
			const again = writtenAgain(post('maintenance.schedule', '', said), null, reading.site.time_zone, now);
			expect(again?.path).toBe('/admin/maintenance/new');
			const form = new URLSearchParams(again?.fields);
			expect((await planIn(reading, form)).post.said).toEqual(said);
		}),
	);
});

test('an update leads to its form, and one that cannot be read to none', () => {
	const update = writtenAgain(
		post('incident.edit', 'k3j9x0c2m1aa/x0c2m1aak3j9', { body: { es: 'Otra cosa.' } }),
		null,
		'UTC',
		now,
	);
	expect(update).toEqual({
		path: '/admin/incidents/k3j9x0c2m1aa',
		part: '#edit-x0c2m1aak3j9',
		fields: [
			['act', 'edit'],
			['update', 'x0c2m1aak3j9'],
			['instead_of', 'w'],
			['body/es', 'Otra cosa.'],
		],
	});
	const work = { status: 'in_progress' } as Parameters<typeof writtenAgain>[1];
	const said = { status: 'in_progress', body: { es: 'Vamos.' } };
	expect(writtenAgain(post('maintenance.update', 'k3j9x0c2m1aa', said), work, 'UTC', now)?.fields).toContainEqual([
		'turn',
		'note',
	]);
	for (const input of [null, 'x', 5])
		expect(writtenAgain(post('incident.open', '', input), null, 'UTC', now)).toBeNull();
	expect(writtenAgain(post('revision.publish', 'blip-go', { texts: {} }), null, 'UTC', now)).toBeNull();
});

test('what was to be published later is not published at once, and what is due already has no instant', () => {
	const said = { status: 'monitoring', body: { es: 'Ya casi.' } };
	const at = (publishAt: number) => ({ ...post('incident.update', 'k3j9x0c2m1aa', said), publishAt });
	const given = (publishAt: number) =>
		writtenAgain(at(publishAt), null, reading.site.time_zone, now)?.fields.find(([name]) => name === 'publish_at');
	expect(given(now + 60 * MINUTE)).toEqual(['publish_at', '2026-03-02T11:00']);
	expect(given(now)).toBeUndefined();
});
