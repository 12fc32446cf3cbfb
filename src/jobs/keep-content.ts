import { type Instant, SECOND } from '../domain/instant.ts';
import { ContentError } from '../files/content-error.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';

/**
 * Reads the content folder anew whenever a publication tells all processes to, also where it was not heard, and says what
 * became of it: where there is a mistake, what was read before goes on.
 *
 * @param node the name of this process
 * @param reload puts in force what lies there now @throws ContentError
 * @returns stops it; resolves once what is under way has ended
 */
export async function keepContent(
	stores: Pick<Stores, 'contentReadings' | 'publications'>,
	node: string,
	reload: () => Promise<void>,
	clock: () => Instant,
	log: Pick<Log, 'info' | 'error'>,
): Promise<() => Promise<void>> {
	const { contentReadings, publications } = stores;
	let done = await contentReadings.asked();
	const look = async () => {
		const publication = await contentReadings.asked();
		if (publication > done) {
			const mistakes = await mistakesOf(reload);
			await contentReadings.note({ node, publication, at: clock(), mistakes });
			done = publication;
			for (const mistake of mistakes) log.error(mistake);
			log.info(mistakes.length === 0 ? 'the content was read anew' : 'the content is as it was');
		}
		return Number.POSITIVE_INFINITY;
	};
	const matter = {
		look,
		...{ settling: 0, longest: 5 * SECOND, afterFailure: 2 * SECOND },
		words: { failed: 'the content could not be read anew', again: 'the content can be read anew again' },
	};
	return keepLooking({ publications }, clock, log, matter).stop;
}

async function mistakesOf(reload: () => Promise<void>): Promise<string[]> {
	try {
		await reload();
		return [];
	} catch (error) {
		if (error instanceof ContentError) return error.lines;
		throw error;
	}
}
