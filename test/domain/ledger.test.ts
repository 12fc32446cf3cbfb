import fc from 'fast-check';
import { expect, test } from 'vitest';
import { genesisHash, type LedgerDraft, type LedgerEntry, sealEntry, verifyChain } from '../../src/domain/ledger.ts';

const drafts = fc.record({
	at: fc.nat(),
	actor: fc.string({ unit: 'binary' }),
	action: fc.string(),
	subject: fc.string(),
	data: fc.json(),
});

function chain(all: LedgerDraft[]): LedgerEntry[] {
	const entries: LedgerEntry[] = [];
	for (const draft of all) entries.push(sealEntry(draft, entries.at(-1) ?? null));
	return entries;
}

const draft: LedgerDraft = { at: 1, actor: 'ana', action: 'incident.posted', subject: 'incident/1', data: '{}' };

test('the first entry follows nothing, and the encoding never changes', () => {
	const first = sealEntry(draft, null);
	expect(first).toMatchObject({ number: 1, previousHash: genesisHash });
	// printf '[1,1,"ana","incident.posted","incident/1","{}","000…0"]' | sha256sum
	expect(first.hash).toBe('fea2f3b593f60341a78dbeaf4833353bf62b6ce7200289a2d63c438b3bab3158');
});

test('a chain of any length is whole, in one piece or in parts', () => {
	expect(verifyChain([])).toEqual({ ok: true, entries: 0 });
	fc.assert(
		fc.property(fc.array(drafts), fc.nat(), (all, cut) => {
			const entries = chain(all);
			const at = cut % (entries.length + 1);
			expect(verifyChain(entries)).toEqual({ ok: true, entries: entries.length });
			expect(verifyChain(entries.slice(at), entries[at - 1] ?? null)).toEqual({ ok: true, entries: entries.length });
		}),
	);
});

test('tampering with any field of any entry is found', () => {
	const fields = ['number', 'at', 'actor', 'action', 'subject', 'data', 'previousHash', 'hash'] as const;
	fc.assert(
		fc.property(fc.array(drafts, { minLength: 1 }), fc.nat(), fc.constantFrom(...fields), (all, index, field) => {
			const entries = chain(all);
			const position = index % entries.length;
			const entry = entries[position] as LedgerEntry;
			entries[position] = {
				...entry,
				[field]: typeof entry[field] === 'number' ? entry[field] + 1 : `${entry[field]}x`,
			};
			expect(verifyChain(entries)).toMatchObject({ ok: false, brokenAt: position + 1 });
		}),
	);
});

test('an entry that is rewritten and sealed anew is found by the next', () => {
	const entries = chain([draft, draft, draft]);
	entries[1] = sealEntry({ ...draft, data: '{"status":"resolved"}' }, entries[0] as LedgerEntry);
	expect(verifyChain(entries)).toEqual({ ok: false, brokenAt: 3, why: 'It does not follow from the entry before it' });
});

test('an entry left out, or two that changed places, are found', () => {
	const [one, two, three] = chain([draft, draft, draft]) as [LedgerEntry, LedgerEntry, LedgerEntry];
	expect(verifyChain([one, three])).toEqual({ ok: false, brokenAt: 2, why: 'Expected entry 2, found 3' });
	expect(verifyChain([two, three])).toMatchObject({ ok: false, brokenAt: 1 });
	expect(verifyChain([one, three, two])).toMatchObject({ ok: false, brokenAt: 2 });
});

test('nothing moves from one field to its neighbour unnoticed', () => {
	const one = sealEntry({ ...draft, actor: 'ab', action: 'c' }, null);
	expect(sealEntry({ ...draft, actor: 'a', action: 'bc' }, null).hash).not.toBe(one.hash);
	expect(sealEntry({ ...draft, actor: 'a","b' }, null).hash).not.toBe(
		sealEntry({ ...draft, actor: 'a', action: 'b' }, null).hash,
	);
});
