import { bodyOf } from '../../documents/revision-text.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Reading } from './reading.ts';

/** What one wording of a revision says, without what it says of itself above the markdown. */
export async function bodyOfText(
	stores: Reading['stores'],
	{ document, number }: Pick<Revision, 'document' | 'number'>,
	{ language }: { language: string },
): Promise<string> {
	const source = await stores.revisions.source(document, number, language);
	if (source === null) throw new Error(`Revision ${number} of ${document} has no text in ${language}`);
	return bodyOf(source);
}
