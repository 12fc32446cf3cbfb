import { createHash } from 'node:crypto';

/** JSON with the keys of every object in order: equal values, equal bytes. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) => {
		if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
		return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}

/** Lower-case hexadecimal. */
export function sha256(bytes: string): string {
	return createHash('sha256').update(bytes, 'utf8').digest('hex');
}
