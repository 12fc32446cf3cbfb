import { z } from 'zod';

/** Small letters, digits and hyphens. `example` is what the error shows. */
export function slug(example: string) {
	return z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, `Expected a slug such as "${example}"`);
}
