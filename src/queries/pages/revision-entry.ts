import type { Instant } from '../../domain/instant.ts';
import { type Role, roles } from '../../domain/person.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import type { Reading } from '../shared/reading.ts';
import { textFor } from './promise-summary.ts';

/** By which way it was published: of people, the role that the ledger has. Who it was is for the ledger, not for the public. */
export type Publisher = 'files' | 'desk' | 'api' | 'machine' | Role;

/** One line of the list of revisions. */
export interface RevisionEntry {
	document: string;
	number: number;
	title: string;
	summary: string;
	editorial: boolean;
	publishedAt: Instant;
	inForceFrom: Instant;
	publisher: Publisher;
	/** When the next one replaces it; null for the last one. */
	until: Instant | null;
	sha256: string;
	/** The language of `title`, `summary` and the text that `sha256` is of. */
	language: string;
	authentic: string;
	/** Of the text in that language, which `sha256` is of too unless it is of a translation. */
	authenticSha256: string;
	/** Every language that it has a text in, the authentic one first. */
	languages: string[];
}

/** @param all the revisions of the same document */
export function entryOf(reading: Reading, revision: Revision, all: readonly Revision[]): RevisionEntry {
	const { document, number, editorial, publishedAt, inForceFrom, authentic, texts } = revision;
	const { title, summary, sha256, language } = textFor(reading, revision);
	const others = texts.map((text) => text.language).filter((one) => one !== authentic);
	return {
		...{ document, number, title, summary, editorial, publishedAt, inForceFrom },
		publisher: publisherOf(revision),
		until: all.find((later) => later.number === number + 1)?.inForceFrom ?? null,
		...{ sha256, language, authentic },
		authenticSha256: texts.find((text) => text.language === authentic)?.sha256 ?? sha256,
		languages: [authentic, ...others],
	};
}

function publisherOf({ publishedBy }: Revision): Publisher {
	if (publishedBy === 'content folder') return 'files';
	if (publishedBy === 'cli') return 'desk';
	if (publishedBy.startsWith('token:')) return 'api';
	return roles.find((role) => publishedBy === `person:${role}`) ?? 'machine';
}
