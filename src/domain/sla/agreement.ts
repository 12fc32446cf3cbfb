import type { Revision } from './revision.ts';

/**
 * The revisions of the document whose window announced maintenance is compared with: the one that the operator names; where
 * none is named, the only one there is. Of several, none speaks for the site unless it is named.
 */
export function agreementOf(revisions: readonly Revision[], named: string | undefined): Revision[] {
	const documents = new Set(revisions.map(({ document }) => document));
	const [only] = documents;
	const chosen = named ?? (documents.size === 1 ? only : undefined);
	return revisions.filter(({ document }) => document === chosen);
}
