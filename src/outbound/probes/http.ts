import type { HttpProbe } from '../../domain/watch/monitor.ts';
import { within } from '../deadline.ts';
import { answerTo } from '../request.ts';
import { flawOfBody } from './body-flaw.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

/**
 * Asks, and holds the answer against what is expected of it. The time is that of all that had to come for it, redirects
 * included: where nothing is expected of the body, the status is enough, and nothing of it is read.
 */
export function probeHttp(probe: HttpProbe, conditions: Conditions): Promise<Finding> {
	return measure(() =>
		within(conditions.timeoutMillis, conditions.signal, async (signal) => {
			const { incoming } = await answerTo({ ...probe, allowPrivate: conditions.allowPrivate }, signal);
			return isExpected(probe, incoming.status) ? flawOfBody(incoming, probe) : `HTTP ${incoming.status}`;
		}),
	);
}

function isExpected({ expectedStatus }: HttpProbe, status: number): boolean {
	if (expectedStatus.length === 0) return status >= 200 && status <= 299;
	return expectedStatus.some(([least, most]) => status >= least && status <= most);
}
