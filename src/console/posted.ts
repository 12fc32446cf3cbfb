/** Room for more than anybody may publish, so that what is too long is said at its field: a letter takes nine bytes in a form. */
const LARGEST_FORM = 10 * 1024 * 1024;
/** Whoever sends more than that is heard to the end, and forgotten: a browser shows no answer before it has sent everything. */
const MOST_HEARD = 64 * 1024 * 1024;

/** Of a form: its fields, in their order. Null where it is no form, or larger than any of ours. */
export async function postedForm(request: Request): Promise<URLSearchParams | null> {
	if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return null;
	if (request.body === null) return null;
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of request.body) {
		size += part.byteLength;
		if (size > MOST_HEARD) return null;
		if (size <= LARGEST_FORM) parts.push(part);
	}
	if (size > LARGEST_FORM) return null;
	return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

/**
 * A browser says from which page something comes (Fetch §3.2), or that it is one of the same site (Fetch Metadata): only from
 * one of ours. No page can say it for another.
 *
 * @param siteUrl without a slash at its end
 */
export function isFromHere({ headers }: Request, siteUrl: string): boolean {
	const origin = headers.get('origin');
	if (origin === null) return headers.get('sec-fetch-site') === 'same-origin';
	return origin === new URL(siteUrl).origin;
}
