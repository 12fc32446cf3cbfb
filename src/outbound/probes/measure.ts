import type { Sample } from '../../domain/watch/monitor.ts';
import { wordsOf } from '../failure.ts';

/** What a probe finds. When that was is the caller's to say. */
export type Finding = Omit<Sample, 'at'>;

/** What every probe is told besides what to look at. */
export interface Conditions {
	timeoutMillis: number;
	/** Hosts that may be private (`monitoring.allow_private` in site.yaml). */
	allowPrivate: readonly string[];
	/** Ends the measurement before its time; what it finds then means nothing. */
	signal?: AbortSignal | undefined;
}

/**
 * Measures how long `look` takes, in whole milliseconds. It gives null where all is well, else why not. An error is a
 * finding as well, without a time: nothing answered. Never throws.
 */
export async function measure(look: () => Promise<string | null>): Promise<Finding> {
	const start = performance.now();
	try {
		const detail = await look();
		return { ok: detail === null, responseMillis: Math.round(performance.now() - start), detail };
	} catch (error) {
		return { ok: false, responseMillis: null, detail: wordsOf(error) };
	}
}
