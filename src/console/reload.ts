import { setTimeout as wait } from 'node:timers/promises';
import { reloadContent } from '../commands/reload-content.ts';
import { ContentError } from '../files/content-error.ts';
import { reloadOutcome } from '../queries/shared/reload-outcome.ts';
import type { Runtime } from '../runtime.ts';
import { writingOf } from './act.ts';
import type { Visit } from './visit.ts';

/** For as long as somebody waits before a page; the rest is seen there. In ms. */
const LONGEST = 10_000;

/**
 * Has every process read the content folder anew, and waits for all of them.
 *
 * @returns the publication that told them, or what is wrong in the files, each with file and line: nobody was told then
 */
export async function reloaded(
	{ stores, config, clock }: Pick<Runtime, 'stores' | 'config' | 'clock'>,
	visit: Visit,
): Promise<number | string[]> {
	try {
		const publication = await reloadContent(stores, config.contentDir, writingOf(visit), clock());
		const until = performance.now() + LONGEST;
		const state = async () => (await reloadOutcome({ stores, now: clock() }, publication)).state;
		while (performance.now() < until && (await state()) === 'pending') await wait(50);
		return publication;
	} catch (error) {
		if (error instanceof ContentError) return error.lines;
		throw error;
	}
}
