import { type KnownCatalogue, knownComponent } from '../../domain/component.ts';
import type { Amendment } from '../../domain/incidents/amendment.ts';
import type { Redaction } from '../../domain/incidents/redaction.ts';
import type { Retraction } from '../../domain/incidents/retraction.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Text } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** What the admin API needs to show what is stored. Its language is the site's first. */
export interface ResourceReading extends Reading {
	/** Without a slash at its end. */
	siteUrl: string;
}

/** Where a page of a list begins: after the one whose number is `before`, or with the newest. */
export interface Slice {
	before: number | null;
	limit: number;
}

export interface Page<T> {
	items: T[];
	/** The number after which the next page begins; null where there is none. */
	next: number | null;
}

export interface AmendmentResource {
	field: Amendment['field'];
	from: string | null;
	to: string | null;
}

/** @param found newest first, one more than `limit` where there are more */
export function pageOf<T>(found: T[], limit: number, numberOf: (one: T) => number): Page<T> {
	const items = found.slice(0, limit);
	const last = items.at(-1);
	return { items, next: found.length > limit && last !== undefined ? numberOf(last) : null };
}

/** ISO 8601 in UTC. */
export function iso(at: Instant): string {
	return new Date(at).toISOString();
}

export function isoOrNull(at: Instant | null): string | null {
	return at === null ? null : iso(at);
}

/** Names components in the site's first language, those that have left too; a slug that was none's stands for itself. */
export function namesIn(reading: Reading, catalogue: KnownCatalogue): (slug: string) => string {
	return (slug) => {
		const component = knownComponent(catalogue, slug);
		return component ? worded(reading, component.name).wording : slug;
	};
}

export function amendmentResource({ field, from, to }: Amendment): AmendmentResource {
	const shown = (value: string | Instant | null) => {
		if (field === 'cause') return value === null ? 'own' : String(value);
		return typeof value === 'number' ? iso(value) : value;
	};
	return { field, from: shown(from), to: shown(to) };
}

export function retractionResource({ retraction }: { retraction?: Retraction | null }) {
	return retraction ? { at: iso(retraction.at), reason: retraction.reason } : null;
}

export interface RedactionResource {
	at: string;
	reason: Text;
}

export function redactionResources(redactions: readonly Redaction[] = []): RedactionResource[] {
	return redactions.map(({ at, reason }) => ({ at: iso(at), reason }));
}
