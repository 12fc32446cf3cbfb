import type { ContentChange } from '../domain/content-change.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import { ContentError } from '../files/content-error.ts';
import type { Log } from '../operating/log.ts';
import type { ContentReading, Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';

/** Whoever is not seen for a minute is gone: three are missed before. */
const SEEN_EVERY = 15 * SECOND;

/** One process, and how it reads its folder. */
interface Reader {
	/** Its name. */
	node: string;
	/** When it began to read what it has. */
	since: Instant;
	/** Of the content that it has, as `contentDigest` makes it. */
	digest: string;
	/** Puts in force what lies there now. @throws ContentError where it cannot be, and nothing has changed */
	reload: () => Promise<Taken>;
}

/** What has come of it. */
export interface Taken {
	digest: string;
	changes: ContentChange[];
	/** What the operator should know besides. */
	remarks: string[];
}

/**
 * Says that this process is there, reads the content folder anew whenever a publication tells all processes to, also where it
 * was not heard, and notes what became of it: where there is a mistake, what was read before goes on.
 *
 * @returns stops it; resolves once what is under way has ended and nobody waits for this process any more
 */
export async function keepContent(
	stores: Pick<Stores, 'contentReadings' | 'publications'>,
	{ node, since, digest: first, reload }: Reader,
	clock: () => Instant,
	log: Pick<Log, 'info' | 'error'>,
): Promise<() => Promise<void>> {
	const { contentReadings, publications } = stores;
	let digest = first;
	const note = (reading: Partial<ContentReading> & Pick<ContentReading, 'publication'>) => {
		const now = { at: clock(), seenAt: clock() };
		return contentReadings.note({ node, digest, ...now, mistakes: [], changes: [], remarks: [], ...reading });
	};
	const last = await contentReadings.asked();
	// What was asked for while it was read may have come too late for it.
	let done = last !== null && last.at < since ? last.number : 0;
	await note({ publication: done });
	const look = async () => {
		const publication = (await contentReadings.asked())?.number ?? 0;
		if (publication > done) {
			const taken = await reload().catch(async (error: unknown) => {
				if (error instanceof ContentError) return error;
				await note({ publication, mistakes: ['It failed, and is tried again: see the log of this server'] });
				throw error;
			});
			const mistakes = taken instanceof ContentError ? taken.lines : [];
			if (!(taken instanceof ContentError)) digest = taken.digest;
			await note(taken instanceof ContentError ? { publication, mistakes } : { publication, ...taken });
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
	const looking = keepLooking({ publications }, clock, log, matter);
	const seen = () => contentReadings.seen(node, clock()).catch(() => {});
	const timer = setInterval(seen, SEEN_EVERY).unref();
	return async () => {
		clearInterval(timer);
		await looking.stop();
		await contentReadings
			.leave(node, clock())
			.catch((error: unknown) => log.error({ err: error }, 'it could not be noted that this server stops'));
	};
}
