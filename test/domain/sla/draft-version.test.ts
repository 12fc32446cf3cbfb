import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/instant.ts';
import { type DraftVersion, runsOf } from '../../../src/domain/sla/draft-version.ts';

type Saved = Omit<DraftVersion, 'texts'>;

const saves = fc.array(
	fc.record({
		authorId: fc.constantFrom('ana', 'leo'),
		role: fc.constantFrom('legal', 'admin'),
		pause: fc.nat(2 * HOUR),
	}),
	{ maxLength: 40 },
);

/** Newest first, as the store has them. */
function versionsOf(all: readonly { authorId: string; role: string; pause: number }[]): Saved[] {
	let at = 0;
	const versions = all.map(({ authorId, role, pause }, i) => {
		at += pause;
		const said = { document: 'blip-go', startedFrom: i, follows: 1, at, author: `person:${role}`, authorId };
		return { ...said, version: i + 1 };
	});
	return versions.reverse();
}

test('each version is in one run, of one person and without a long pause, and two runs that follow each other are not one', () => {
	fc.assert(
		fc.property(saves, (all) => {
			const versions = versionsOf(all);
			const runs = runsOf(versions);
			const inRuns = runs.map(({ newest, oldest }) =>
				versions.filter(({ version }) => version <= newest.version && version >= oldest.version),
			);
			expect(inRuns.flat()).toEqual(versions);
			const isBroken = (later: Saved, earlier: Saved) =>
				later.authorId !== earlier.authorId || later.at - earlier.at > HOUR;
			for (const run of inRuns) {
				for (const [i, one] of run.slice(1).entries()) expect(isBroken(run[i] as Saved, one)).toBe(false);
			}
			for (const [i, { newest }] of runs.slice(1).entries()) {
				expect(isBroken(runs[i]?.oldest as Saved, newest)).toBe(true);
			}
		}),
	);
});
