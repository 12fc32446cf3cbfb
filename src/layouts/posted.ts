/** Larger than any form of a visitor. */
const LARGEST = 64 * 1024;

/** The fields of a form that was sent, in their order; null where it is no form, or larger than any of ours. */
export async function postedForm(request: Request): Promise<URLSearchParams | null> {
	if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return null;
	if (Number(request.headers.get('content-length')) > LARGEST || request.body === null) return null;
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of request.body) {
		size += part.byteLength;
		if (size > LARGEST) return null;
		parts.push(part);
	}
	return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
