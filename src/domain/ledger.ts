import { sha256 } from './canonical.ts';
import type { EventKind } from './event.ts';
import { MARK } from './incidents/redaction.ts';
import type { Instant } from './instant.ts';
import { flawOfTexts, isDigest, type TextBeside } from './ledger-texts.ts';

/** One line of the ledger. Its hash covers every other field, and through `previousHash` every entry before it. */
export interface LedgerEntry {
	/** From 1, without gaps. */
	number: number;
	at: Instant;
	actor: string;
	action: string;
	subject: string;
	/** JSON text, see `canonicalJson`. */
	data: string;
	previousHash: string;
	/** SHA-256, hexadecimal. */
	hash: string;
}

export type LedgerDraft = Pick<LedgerEntry, 'at' | 'actor' | 'action' | 'subject' | 'data'>;
export type ChainVerdict = { ok: true; entries: number } | { ok: false; brokenAt: number; why: string };

/** What lies beside the entries. */
export interface Beside {
	texts: ReadonlyMap<number, TextBeside[]>;
	/** The entries from which words went, as later entries say: the SHA-256 that they would have since then. */
	redacted: ReadonlyMap<number, string>;
}

/** What entries such as `incident.redacted` say of those before them. */
export function redactedIn(entries: readonly LedgerEntry[]): Map<number, string> {
	return new Map(
		entries.flatMap(({ number: last, data }) => {
			const named = namedIn(data);
			return named.filter(({ number }) => number < last).map(({ number, sha256 }) => [number, sha256] as const);
		}),
	);
}

/** An entry that is no JSON names nothing, and the chain says that it is broken. */
function namedIn(data: string): { number: number; sha256: string }[] {
	try {
		return (JSON.parse(data) as { entries?: { number: number; sha256: string }[] }).entries ?? [];
	} catch {
		return [];
	}
}

/** What the first entry has for a predecessor. */
export const genesisHash = '0'.repeat(64);

/** The entry that follows `previous`; null for the first. */
export function sealEntry(draft: LedgerDraft, previous: LedgerEntry | null): LedgerEntry {
	const { at, actor, action, subject, data } = draft;
	const number = (previous?.number ?? 0) + 1;
	const previousHash = previous?.hash ?? genesisHash;
	const entry = { number, at, actor, action, subject, data, previousHash };
	return { ...entry, hash: sealOf(entry) };
}

/**
 * Reads entries in order, keeping one at a time; those after `last` where a chain is read in parts. `brokenAt` is the number of the first that isn't what it should be.
 * A chain cut off at its end is still a chain: compare the number of entries with one kept elsewhere.
 */
export function verifyChain(
	entries: Iterable<LedgerEntry>,
	last: LedgerEntry | null = null,
	beside: Beside | null = null,
): ChainVerdict {
	let previous = last;
	for (const entry of entries) {
		const why = flawOf(entry, previous, beside);
		if (why !== null) return { ok: false, brokenAt: (previous?.number ?? 0) + 1, why };
		previous = entry;
	}
	return { ok: true, entries: previous?.number ?? 0 };
}

/** What is wrong with an entry after `previous`, in words; null when nothing is. */
function flawOf(entry: LedgerEntry, previous: LedgerEntry | null, beside: Beside | null): string | null {
	const expected = (previous?.number ?? 0) + 1;
	if (entry.number !== expected) return `Expected entry ${expected}, found ${entry.number}`;
	if (entry.previousHash !== (previous?.hash ?? genesisHash)) return 'It does not follow from the entry before it';
	// What was in clear, before texts lay beside, kept its hash when its words went; the redaction says what it is now.
	const now = beside?.redacted.get(entry.number);
	if (!isIntact(entry) && !(now === sealOf(entry) && hadWordsInClear(entry)))
		return 'Its content does not match its hash';
	if (beside === null) return null;
	const texts = beside.texts.get(entry.number) ?? [];
	const actor = texts.find(({ pointer }) => pointer === '/actor')?.text ?? entry.actor;
	if (hidesActor(entry) && actor !== entry.actor) return 'Its actor is not the one who is on record for it';
	return flawOfTexts(entry.data, texts, now !== undefined);
}

/** Is it, by its own hash, what was published? */
export function isIntact(entry: LedgerEntry): boolean {
	return sealOf(entry) === entry.hash;
}

/** Only what stood in clear is rewritten by a redaction, which leaves its mark: entries with digests never change. */
function hadWordsInClear({ data }: LedgerEntry): boolean {
	return data.includes(MARK) && !data.includes('{"digest":');
}

/** The hash of all that an entry says. */
export function sealOf(entry: Omit<LedgerEntry, 'hash'>): string {
	return sha256(sealedText({ ...entry, actor: hidesActor(entry) ? null : entry.actor }));
}

/** What is hashed: of an entry whose data has a digest of the actor, it names none. */
export function sealedText(entry: Omit<LedgerEntry, 'hash' | 'actor'> & { actor: string | null }): string {
	const { number, at, actor, action, subject, data, previousHash } = entry;
	// An array of JSON is unambiguous: nothing can move from one field into its neighbour unnoticed.
	return JSON.stringify([number, at, actor, action, subject, data, previousHash]);
}

/** Does the data hold a digest of the actor, so that strangers can check the entry without learning who it was? */
export function hidesActor({ data }: Pick<LedgerEntry, 'data'>): boolean {
	if (!data.includes('"actor":{"digest":')) return false;
	try {
		return isDigest((JSON.parse(data) as { actor?: unknown }).actor);
	} catch {
		return false;
	}
}

/** Who wrote, as far as a search tells them apart. */
export const ledgerWriters = ['person:staff', 'person:legal', 'person:admin', 'token', 'machine', 'cli'] as const;
export type LedgerWriter = (typeof ledgerWriters)[number];

/** Which entries are wanted: those of which all of it holds. */
export interface LedgerFilter {
	action?: EventKind | undefined;
	writer?: LedgerWriter | undefined;
	/** For example `incident/k3j9x0c2m1aa`, also among others. */
	subject?: string | undefined;
	from?: Instant | undefined;
	/** Not included. */
	until?: Instant | undefined;
}
