import { setTimeout as wait } from 'node:timers/promises';
import { reloadContent } from '../commands/reload-content.ts';
import { ContentError } from '../files/content-error.ts';
import { reloadOutcome } from '../queries/shared/reload-outcome.ts';
import type { Runtime } from '../runtime.ts';
import { actOnce, writingOf } from './act.ts';
import type { Visit } from './visit.ts';

/** For as long as somebody waits before a page; the rest is seen there. In ms. */
const LONGEST = 10_000;

/**
 * Has every process read the content folder anew, and waits for all of them.
 *
 * @returns the publication that told them, by this form now or before, or what is wrong in the files, each with file and line:
 * nobody was told then
 */
export async function reloaded(
	{ stores, config, clock }: Pick<Runtime, 'stores' | 'config' | 'clock'>,
	visit: Visit,
): Promise<number | string[]> {
	try {
		const outcome = await actOnce(stores, visit, '/admin/health', async (writing) => {
			await reloadContent(stores, config.contentDir, writing, clock());
			return 'content';
		});
		if (outcome.kind === 'refused') return [outcome.detail];
		const { by } = writingOf(visit);
		const receipt = await stores.receipts.find('id' in by ? by.id : '', visit.form?.get('key') ?? '');
		const publication = receipt?.publication ?? 0;
		const until = performance.now() + LONGEST;
		const state = async () => (await reloadOutcome({ stores, now: clock() }, publication)).state;
		while (performance.now() < until && (await state()) === 'pending') await wait(50);
		return publication;
	} catch (error) {
		if (error instanceof ContentError) return error.lines;
		throw error;
	}
}
