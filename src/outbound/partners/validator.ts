import type { PartnerWatch } from '../../domain/watch/partner-watch.ts';

/**
 * What is kept of an answer's ETag: with it, what was asked and how it was read. An ETag is only ever sent to the
 * address that it came from, and "unchanged" only means something as long as the answer is read in the same way.
 */
export function validatorOf(watch: PartnerWatch, etag: string | undefined): string | null {
	// RFC 9110 §8.8.3; what is longer isn't worth keeping.
	if (etag === undefined || !/^(W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(etag)) return null;
	return `${etag} ${readingOf(watch)}`;
}

/** The ETag to send along; null where the validator belongs to another address or another way to read it. */
export function etagFor(watch: PartnerWatch, validator: string | null): string | null {
	const end = ` ${readingOf(watch)}`;
	return validator?.endsWith(end) ? validator.slice(0, -end.length) : null;
}

function readingOf({ intervalMillis: _, ...watch }: PartnerWatch): string {
	return JSON.stringify(watch);
}
