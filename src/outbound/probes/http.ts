import type { HttpProbe } from '../../domain/monitor.ts';
import { textOf } from '../body.ts';
import { request } from '../request.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

const MAX_BYTES = 1_000_000;

/** Asks, and holds the answer against what is expected of it. The time is that of the whole answer, redirects included. */
export function probeHttp(probe: HttpProbe, conditions: Conditions): Promise<Finding> {
	const { url, method, headers, followRedirects } = probe;
	return measure(async () => {
		const answer = await request({ url, method, headers, followRedirects, maxBytes: MAX_BYTES, ...conditions });
		if (!isExpected(probe, answer.status)) return `HTTP ${answer.status}`;
		if (probe.contains === null) return null;
		const text = textOf(answer.body, answer.headers['content-type']);
		return text.includes(probe.contains) ? null : 'the body does not contain what it should';
	});
}

function isExpected({ expectedStatus }: HttpProbe, status: number): boolean {
	if (expectedStatus.length === 0) return status >= 200 && status <= 299;
	return expectedStatus.includes(status);
}
