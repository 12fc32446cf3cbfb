import { setTimeout as wait } from 'node:timers/promises';
import { reloadContent } from '../commands/reload-content.ts';
import { ContentError } from '../files/content-error.ts';
import type { Runtime } from '../runtime.ts';
import { writingOf } from './act.ts';
import type { Visit } from './door.ts';

/** For as long as somebody waits before a page; the rest is seen there. In ms. */
const LONGEST = 10_000;

/**
 * Has every process read the content folder anew, and waits for this one.
 *
 * @returns what is wrong in the files, each with file and line: empty where nothing is
 */
export async function reloaded({ stores, config, clock, node }: Runtime, visit: Visit): Promise<string[]> {
	try {
		const asked = await reloadContent(stores, config.contentDir, writingOf(visit), clock());
		const until = performance.now() + LONGEST;
		while (performance.now() < until) {
			const own = (await stores.contentReadings.list()).find((one) => one.node === node);
			if (own && own.publication >= asked) return own.mistakes;
			await wait(50);
		}
		return [];
	} catch (error) {
		if (error instanceof ContentError) return error.lines;
		throw error;
	}
}
