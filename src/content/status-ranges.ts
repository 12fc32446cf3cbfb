import { z } from 'zod';
import type { StatusRange } from '../domain/watch/monitor.ts';
import { oneOrMore } from './patterns.ts';

const message = 'Expected a status from 100 to 599, "2xx", "200-299", or a list of them';

const Range = z.union([z.number(), z.string()], message).transform((written, context): StatusRange => {
	const range = rangeIn(String(written));
	if (range !== null) return range;
	context.addIssue({ code: 'custom', message });
	return z.NEVER;
});

/** `status:` of an http monitor. */
export const StatusRanges = oneOrMore(Range, 50);

function rangeIn(written: string): StatusRange | null {
	const [, century] = written.match(/^([1-5])xx$/i) ?? [];
	if (century !== undefined) return [Number(century) * 100, Number(century) * 100 + 99];
	const [, least, most = least] = written.match(/^([1-5]\d\d)(?:-([1-5]\d\d))?$/) ?? [];
	return least === undefined || Number(least) > Number(most) ? null : [Number(least), Number(most)];
}
