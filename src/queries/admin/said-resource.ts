import { type ProposedTexts, readProposed } from '../../documents/proposed-revision.ts';
import { orNull } from '../../domain/errors.ts';
import type { NewRevision } from '../../domain/sla/revision.ts';
import type { WaitingPost } from '../../domain/waiting-post.ts';
import { iso } from './resource.ts';

type Said = Record<string, unknown>;

const isInstant = /(_at|^start|^end|^estimate)$/;

/**
 * What a waiting post will say, under the names of the API: texts, components, instants in UTC. Of a revision its number and
 * its texts, each by its summary and SHA-256; null once it has ended and says nothing any more.
 */
export function saidResource({ kind, about, input }: WaitingPost): Said | null {
	if (input === null || typeof input !== 'object') return null;
	if (kind !== 'revision.publish') return named(input) as Said;
	const { expected } = input as { expected: number | null };
	const read = proposedIn(about, input);
	return {
		revision: read?.number ?? null,
		follows: expected,
		editorial: read?.editorial ?? false,
		texts: (read?.texts ?? []).map(({ language, title, summary, sha256 }) => ({ language, title, summary, sha256 })),
	};
}

/** The revision that waits; null where nothing is kept of it, or it cannot be read any more. */
export function proposedIn(document: string, input: unknown): NewRevision | null {
	if (input === null) return null;
	const { texts } = input as { texts: ProposedTexts };
	return orNull(() => readProposed(document, texts));
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
