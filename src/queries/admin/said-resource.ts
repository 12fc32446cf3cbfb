import { readProposed } from '../../documents/proposed-revision.ts';
import { orNull } from '../../domain/errors.ts';
import type { WaitingPost } from '../../domain/waiting-post.ts';
import { iso } from './resource.ts';

type Said = Record<string, unknown>;

const isInstant = /(_at|^start|^end|^estimate)$/;

/**
 * What a waiting post will say, under the names of the API: texts, components, instants in UTC. Of a revision its number and
 * its texts, each by its SHA-256; null once it has ended and says nothing any more.
 */
export function saidResource({ kind, about, input }: WaitingPost): Said | null {
	if (input === null || typeof input !== 'object') return null;
	if (kind !== 'revision.publish') return named(input) as Said;
	const { texts, expected } = input as { texts: Parameters<typeof readProposed>[1]; expected: number | null };
	const read = orNull(() => readProposed(about, texts));
	return {
		revision: read?.number ?? null,
		follows: expected,
		texts: (read?.texts ?? []).map(({ language, title, sha256 }) => ({ language, title, sha256 })),
	};
}

function named(value: unknown, key = ''): unknown {
	if (typeof value === 'number' && isInstant.test(key)) return iso(value);
	if (Array.isArray(value)) return value.map((one) => named(one));
	if (value === null || typeof value !== 'object') return value;
	const entries = Object.entries(value).map(([name, one]) => {
		const ours = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
		return [ours, named(one, ours)];
	});
	return Object.fromEntries(entries);
}
