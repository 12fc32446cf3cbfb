import { z } from 'zod';
import { sha256 } from '../../domain/canonical.ts';
import { type Instant, isMeant } from '../../domain/instant.ts';
import type { IgnoredAlert, ToldAlert } from '../../domain/watch/alert.ts';
import { wordsOf } from '../../domain/watch/alert-words.ts';

/** Nobody tells alerts apart by more; each is looked up in every message. */
const MOST_LABELS = 200;
export const MOST_ALERTS = 1000;

/** What other programs send may get more fields any day: what is not needed is not looked at. */
export const Labels = z
	.record(z.string(), z.unknown())
	.refine((labels) => Object.keys(labels).length <= MOST_LABELS, `Expected at most ${MOST_LABELS} labels`)
	.pipe(z.record(z.string(), z.string()))
	.meta({ additionalProperties: { type: 'string' }, maxProperties: MOST_LABELS });

/** ISO 8601 with an offset; null for "0001-01-01T00:00:00Z", by which programs say that there is none. */
export const TheirInstant = z.iso
	.datetime({ offset: true, error: 'Expected an instant with an offset, such as "2026-11-20T16:30:00Z"' })
	.transform((text) => meant(Date.parse(text)));

/** In milliseconds; null for what nobody can mean, such as a variable that was left empty. */
export function meant(at: Instant): Instant | null {
	return isMeant(at) ? at : null;
}

/** An alert as the domain knows it. @param id what its source knows it by, however long */
export function told({
	id,
	title,
	detail,
	...alert
}: Omit<ToldAlert, 'key' | 'words' | 'component'> & {
	id: string;
	title: string;
	detail: string;
	component?: string | null;
}): ToldAlert {
	return { component: null, ...alert, key: sha256(id), words: wordsOf(title, detail) };
}

/** What an alert is known by that has no id of its own: what it says, in whichever order. */
export function idOfLabels(labels: Record<string, string>, ...more: (string | null)[]): string {
	return JSON.stringify([Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)), ...more]);
}

/** The whole message is of no consequence. */
export function ignoring(title: string, reason: string): { told: ToldAlert[]; ignored: IgnoredAlert[] } {
	return { told: [], ignored: [{ pointer: '', words: wordsOf(title, ''), reason }] };
}
