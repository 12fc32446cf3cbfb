import { changedSince } from '../commands/publish-pending-revisions.ts';
import { readRevisionFiles } from '../content/load-content.ts';
import { MINUTE } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';

/** The published texts whose file says something else. */
export interface ComparedTexts {
	/** A line for each, as of the last look. */
	problems: readonly string[];
	/** Looks now, and says in the log what was not so before. */
	look: (stores: Pick<Stores, 'revisions'>) => Promise<void>;
	stop: () => void;
}

/**
 * Compares every minute what was published with the files, so that whoever changes one hears of it before somebody takes the
 * file for what is in force. Nothing follows from it.
 */
export function keepTextsCompared(
	stores: () => Pick<Stores, 'revisions'>,
	contentDir: string,
	log: Pick<Log, 'info' | 'error'>,
): ComparedTexts {
	const compared: ComparedTexts = {
		problems: [],
		look: async ({ revisions }) => {
			const found = changedSince(await revisions.all(), readRevisionFiles(contentDir, []));
			for (const line of found) if (!compared.problems.includes(line)) log.error(line);
			if (found.length === 0 && compared.problems.length > 0) log.info('every file says what was published again');
			compared.problems = found;
		},
		stop: () => clearInterval(timer),
	};
	// A database or a disk that cannot be read says so elsewhere.
	const timer = setInterval(() => void compared.look(stores()).catch(() => {}), MINUTE).unref();
	return compared;
}
