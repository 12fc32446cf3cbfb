import type { HttpProbe } from '../../domain/watch/monitor.ts';
import { TooLarge } from '../body.ts';
import { within } from '../deadline.ts';
import type { Incoming } from '../incoming.ts';
import { answerTo } from '../request.ts';
import { bodyContains } from '../search-body.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

const MAX_BYTES = 1_000_000;

/**
 * Asks, and holds the answer against what is expected of it. The time is that of all that had to come for it, redirects
 * included: without `contains` the status is enough, and of the body nothing is read.
 */
export function probeHttp(probe: HttpProbe, conditions: Conditions): Promise<Finding> {
	return measure(() =>
		within(conditions.timeoutMillis, conditions.signal, async (signal) => {
			const { incoming } = await answerTo({ ...probe, allowPrivate: conditions.allowPrivate }, signal);
			if (!isExpected(probe, incoming.status)) return `HTTP ${incoming.status}`;
			return probe.contains === null ? null : flawOf(incoming, probe.contains);
		}),
	);
}

async function flawOf(incoming: Incoming, wanted: string): Promise<string | null> {
	try {
		const isThere = await bodyContains(incoming, wanted, MAX_BYTES);
		return isThere ? null : 'the body does not contain what it should';
	} catch (error) {
		if (!(error instanceof TooLarge)) throw error;
		return `the first ${MAX_BYTES / 1_000_000} MB of the body do not contain what they should`;
	}
}

function isExpected({ expectedStatus }: HttpProbe, status: number): boolean {
	if (expectedStatus.length === 0) return status >= 200 && status <= 299;
	return expectedStatus.includes(status);
}
