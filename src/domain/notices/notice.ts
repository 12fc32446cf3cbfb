import type { EventKind } from '../event.ts';

/** What a subscriber may choose to hear of. */
export const topics = ['incidents', 'maintenance', 'sla'] as const;
export type Topic = (typeof topics)[number];

/** What a publication is, to those who are told of it. */
export interface Notice {
	/** Of the publication. */
	number: number;
	topic: Topic;
	/** For example `incident/k3j9x0c2m1aa`. */
	subject: string;
	/** The slugs of the components that it touches; empty where it touches none, or all. */
	components: readonly string[];
}

/** What a subscriber wants to hear. */
export interface Wish {
	topics: readonly Topic[];
	/** Slugs: what touches none of them is not told. Null for whatever it touches. */
	components: readonly string[] | null;
}

/**
 * Redactions take words away, and say no more of it to anybody; dates of a series are found in its calendar; what is measured
 * or judged stands on the pages.
 *
 * @returns null for what nobody is told
 */
export function topicOf(kind: EventKind): Topic | null {
	if (kind === 'revision.published') return 'sla';
	if (kind.endsWith('.redacted')) return null;
	if (kind.startsWith('incident.')) return 'incidents';
	return kind.startsWith('maintenance.') ? 'maintenance' : null;
}

/** An incident that names no component concerns everybody. */
export function isWanted({ topics, components }: Wish, notice: Pick<Notice, 'topic' | 'components'>): boolean {
	if (!topics.includes(notice.topic)) return false;
	return (
		components === null ||
		notice.components.length === 0 ||
		notice.components.some((component) => components.includes(component))
	);
}
