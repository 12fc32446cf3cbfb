import type { LedgerEntry, LedgerFilter } from '../../domain/ledger.ts';
import type { TextBeside } from '../../domain/ledger-texts.ts';
import { iso, type Page, pageOf, type ResourceReading, type Slice } from './resource.ts';

/** One line of the ledger as the admin API answers it. */
export interface LedgerEntryResource {
	number: number;
	at: string;
	actor: string;
	action: string;
	subject: string;
	/** As it is hashed: what people wrote stands in it as `{digest}`. */
	data: Record<string, unknown>;
	/** What they wrote, where it still is: each digest is the SHA-256 of salt, line feed and text. */
	texts: TextBeside[];
	previous_hash: string;
	hash: string;
}

/** Newest first. */
export async function ledgerResources(
	{ stores }: ResourceReading,
	{ before, limit }: Slice,
	filter: LedgerFilter = {},
): Promise<Page<LedgerEntryResource>> {
	const found = await stores.publications.newest(before, limit + 1, filter);
	const { items, next } = pageOf(found, limit, ({ number }) => number);
	const texts = await stores.publications.textsOf(items.map(({ number }) => number));
	return { items: items.map((entry) => ledgerEntryResource(entry, texts.get(entry.number) ?? [])), next };
}

function ledgerEntryResource(entry: LedgerEntry, texts: TextBeside[]): LedgerEntryResource {
	const { number, at, actor, action, subject, data, previousHash, hash } = entry;
	return {
		number,
		at: iso(at),
		actor,
		action,
		subject,
		data: JSON.parse(data),
		texts,
		previous_hash: previousHash,
		hash,
	};
}
