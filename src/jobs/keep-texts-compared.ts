import { changedSince } from '../commands/publish-pending-revisions.ts';
import { readRevisionFiles } from '../content/load-content.ts';
import { MINUTE } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';

/** The published texts whose file says something else. Nothing follows from it. */
export interface ComparedTexts {
	/** A line for each, as of the last look. */
	problems: readonly string[];
	/** Looks now, and says in the log what was not so before. */
	look: (stores: Pick<Stores, 'revisions'>) => Promise<void>;
}

export function textsBesideFiles(contentDir: string, log: Pick<Log, 'info' | 'error'>): ComparedTexts {
	const compared: ComparedTexts = {
		problems: [],
		look: async ({ revisions }) => {
			const found = changedSince(await revisions.all(), readRevisionFiles(contentDir, []));
			for (const line of found) if (!compared.problems.includes(line)) log.error(line);
			if (found.length === 0 && compared.problems.length > 0) log.info('every file says what was published again');
			compared.problems = found;
		},
	};
	return compared;
}

/**
 * Compares every minute, so that whoever changes such a file hears of it before somebody takes it for what is in force.
 *
 * @returns stops it
 */
export function keepTextsCompared(texts: ComparedTexts, stores: () => Pick<Stores, 'revisions'>): () => void {
	// A database or a disk that cannot be read says so elsewhere.
	const timer = setInterval(() => void texts.look(stores()).catch(() => {}), MINUTE).unref();
	return () => clearInterval(timer);
}
