import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** RFC 8785: equal values, equal bytes. @throws for what is no JSON, as NaN, Infinity or half a surrogate pair */
export function canonicalJson(value: unknown): string {
	return canonicalize(value) as string;
}

/** Lower-case hexadecimal. */
export function sha256(bytes: string): string {
	return createHash('sha256').update(bytes, 'utf8').digest('hex');
}
