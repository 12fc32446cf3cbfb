/** Room for more than anybody may publish, so that what is too long is said at its field: a letter takes nine bytes in a form. */
const LARGEST_FORM = 10 * 1024 * 1024;
/** Whoever sends more than that is heard to the end, and forgotten: a browser shows no answer before it has sent everything. */
const MOST_HEARD = 64 * 1024 * 1024;

/** Of a browser in which nobody has been: what it sends is given back to it, several times as long, by a page without limits. */
const LARGEST_OF_STRANGERS = 256 * 1024;

/** A field and a mark for each clause of the longest agreement, in three languages, and as many again for its terms. */
const MOST_FIELDS = 24_000;
const SEPARATOR = '&'.charCodeAt(0);

/**
 * Of a form of the console: its fields, in their order. Null where it is no form, larger than any of ours, or with more fields.
 *
 * @param isKnown has somebody been in with this browser?
 */
export function postedForm(request: Request, isKnown: boolean): Promise<URLSearchParams | null> {
	return fieldsOf(request, isKnown ? LARGEST_FORM : LARGEST_OF_STRANGERS, MOST_HEARD);
}

/** @param largest in bytes @param mostHeard so much of what is too large is read, in bytes */
export async function fieldsOf(request: Request, largest: number, mostHeard: number): Promise<URLSearchParams | null> {
	if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return null;
	if (Number(request.headers.get('content-length')) > mostHeard || request.body === null) return null;
	const parts: Uint8Array[] = [];
	let [size, fields] = [0, 1];
	for await (const part of request.body) {
		size += part.byteLength;
		if (size > mostHeard) return null;
		if (size > largest || fields > MOST_FIELDS) continue;
		// Counted before anything is parsed: for names without a value, that takes the square of their number.
		for (const byte of part) if (byte === SEPARATOR) fields += 1;
		parts.push(part);
	}
	if (size > largest || fields > MOST_FIELDS) return null;
	return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}

/** A browser says from which page a form comes (Fetch §3.2): only from one of ours. @param siteUrl without a slash at its end */
export function isFromHere(request: Request, siteUrl: string): boolean {
	return request.headers.get('origin') === new URL(siteUrl).origin;
}
