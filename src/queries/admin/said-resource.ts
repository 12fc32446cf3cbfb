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
	const texts = textsIn(input);
	return texts && orNull(() => readProposed(document, texts));
}

/** Null for what is no text of a revision, such as what another version kept. */
export function textsIn(input: unknown): ProposedTexts | null {
	const { texts } = (input ?? {}) as { texts?: unknown };
	if (texts === null || typeof texts !== 'object') return null;
	const isText = (one: unknown) =>
		typeof (Array.isArray(texts) ? (one as { source?: unknown } | null)?.source : one) === 'string';
	return Object.values(texts).every(isText) ? (texts as ProposedTexts) : null;
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
