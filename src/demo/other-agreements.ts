import { readdirSync, readFileSync } from 'node:fs';
import { publishRevision } from '../commands/publish-revision.ts';
import { DAY, type Instant } from '../domain/instant.ts';
import type { Stores } from '../stores/stores.ts';
import { legal } from './editorial-revision.ts';
import type { Moment } from './story.ts';

const folder = new URL('agreements/', import.meta.url);

/**
 * Two agreements of other kinds, published a day after the first one: availability with credits, and first responses by
 * criticality and plan. They bind no incident, so that the story of the first one stays easy to follow.
 */
export function otherAgreements(stores: Stores, start: Instant): Moment[] {
	return ['availability', 'priority-support'].map((document, index) => {
		const at = start + DAY + index;
		const proposal = { document, texts: textsOf(document), expected: null, confirmed: 'all' as const };
		return { at, happen: () => publishRevision(stores, proposal, legal, at) };
	});
}

function textsOf(document: string): { file: string; source: string }[] {
	const files = readdirSync(folder).filter((file) => file.startsWith(`${document}.`));
	return files.map((file) => ({ file, source: readFileSync(new URL(file, folder), 'utf8') }));
}
