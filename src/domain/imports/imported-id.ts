import { createHash } from 'node:crypto';

const OURS = /^[a-z0-9]{12}$/;
/** UUIDs, ULIDs and their like are unique everywhere; "42" is only so on its page. */
const UNIQUE_EVERYWHERE = /^(?=.*\d)[\w-]{20,}$/;

/** The longest id that is taken over, in characters. */
export const LONGEST_EXTERNAL_ID = 100;

/**
 * The id here of what has another id elsewhere: 12 characters `[a-z0-9]`, the same at every import. One of that form, as
 * all of Statuspage's are, stays as it is, and so do the addresses that contain it.
 *
 * @param scope what the id is unique in, such as the host of the page
 */
export function idHere(externalId: string, scope: string): string {
	if (OURS.test(externalId)) return externalId;
	return hashed(isUnique(externalId) ? externalId : `${scope} ${externalId}`);
}

/** Can nothing of another page have it? */
export function isUnique(externalId: string): boolean {
	return OURS.test(externalId) || UNIQUE_EVERYWHERE.test(externalId);
}

/** 12 characters `[a-z0-9]`, the same for the same text. */
export function hashed(text: string): string {
	const hash = createHash('sha256').update(text).digest('hex');
	return BigInt(`0x${hash}`).toString(36).slice(-12);
}
