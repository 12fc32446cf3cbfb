import { DomainError } from '../../domain/errors.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import type { Terms } from '../../domain/sla/terms.ts';
import type { Language } from '../../domain/text.ts';
import { iso, type Page, pageOf, type ResourceReading, type Slice } from './resource.ts';

/** A revision as the admin API answers it, without its texts: those are on its page. */
export interface RevisionResource {
	document: string;
	number: number;
	authentic: Language;
	editorial: boolean;
	published_at: string;
	in_force_from: string;
	published_by: string;
	texts: Partial<Record<Language, { title: string; summary: string; sha256: string }>>;
	terms: Terms;
	url: string;
}

interface RevisionPage extends Page<RevisionResource> {
	/** The number of the revision in force now. */
	inForce: number;
}

/** Newest first. @throws DomainError `not_found` */
export async function revisionResources(
	{ stores, siteUrl, now }: ResourceReading,
	document: string,
	{ before, limit }: Slice,
): Promise<RevisionPage> {
	const all = await stores.revisions.of(document);
	if (all.length === 0) throw new DomainError('not_found', `There is no document "${document}"`);
	const older = all.toReversed().filter(({ number }) => before === null || number < before);
	const { items, next } = pageOf(older, limit, ({ number }) => number);
	const inForce = revisionAt(all, now)?.number ?? all.length;
	return { items: items.map((revision) => revisionResource(revision, siteUrl)), next, inForce };
}

/** @throws DomainError `not_found` */
export async function revisionByNumber(
	{ stores, siteUrl }: ResourceReading,
	document: string,
	number: number,
): Promise<RevisionResource> {
	const revision = (await stores.revisions.of(document)).find((one) => one.number === number);
	if (!revision) throw new DomainError('not_found', `There is no revision ${number} of ${document}`);
	return revisionResource(revision, siteUrl);
}

export function revisionResource(revision: Revision, siteUrl: string): RevisionResource {
	const { document, number, authentic, editorial, publishedAt, inForceFrom, publishedBy, terms } = revision;
	const texts = revision.texts.map(({ language, title, summary, sha256 }) => [language, { title, summary, sha256 }]);
	return {
		...{ document, number, authentic, editorial },
		published_at: iso(publishedAt),
		in_force_from: iso(inForceFrom),
		published_by: publishedBy,
		texts: Object.fromEntries(texts),
		terms,
		url: `${siteUrl}/sla/${document}/${number}`,
	};
}
