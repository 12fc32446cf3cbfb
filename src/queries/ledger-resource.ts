import type { LedgerEntry } from '../domain/ledger.ts';
import { iso, type Page, pageOf, type ResourceReading, type Slice } from './resource.ts';

/** One line of the ledger as the admin API answers it. */
export interface LedgerEntryResource {
	number: number;
	at: string;
	actor: string;
	action: string;
	subject: string;
	data: Record<string, unknown>;
	previous_hash: string;
	hash: string;
}

/** Newest first. */
export async function ledgerResources(
	{ stores }: ResourceReading,
	{ before, limit }: Slice,
): Promise<Page<LedgerEntryResource>> {
	const found = await stores.publications.newest(before, limit + 1);
	const { items, next } = pageOf(found, limit, ({ number }) => number);
	return { items: items.map(ledgerEntryResource), next };
}

function ledgerEntryResource(entry: LedgerEntry): LedgerEntryResource {
	const { number, at, actor, action, subject, data, previousHash, hash } = entry;
	return { number, at: iso(at), actor, action, subject, data: JSON.parse(data), previous_hash: previousHash, hash };
}
