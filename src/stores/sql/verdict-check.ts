import { inArray } from 'drizzle-orm';
import { ledger, verdicts } from '../../../db/schema.ts';
import type { Difference } from '../../domain/difference.ts';
import type { EventKind } from '../../domain/event.ts';
import { digestOf, type NewVerdict } from '../../domain/sla/verdict.ts';
import type { Reader } from '../engine.ts';
import { listsThatDiffer, type Row, UNTOLD } from './differing-rows.ts';
import { type Said, saidIn } from './said-entries.ts';

const kinds: EventKind[] = ['promise.judged', 'promise.judged_again'];
/** The digest is of these, and the deadline is that of the promise. */
const digested = ['kind', 'of', 'key', 'position', 'promise', 'deadline'];

/** Each verdict is as it was recorded, and withdrawn where and when that was said. */
export async function verdictDifferences(reader: Reader): Promise<Difference[]> {
	const judged = await saidIn(reader, await reader.select().from(ledger).where(inArray(ledger.action, kinds)));
	const rows = await reader.select().from(verdicts);
	const told = judged.flatMap(toldIn);
	const digests = new Map(told.map(({ id, sha256 }) => [id, sha256]));
	const withdrawals = new Map(judged.flatMap(withdrawnIn));
	const old = new Set(rows.filter(({ atUpgrade }) => atUpgrade).map(({ id }) => id));
	const expected = told.map(({ sha256: _, ...row }) => {
		// One of before verdicts were recorded came with its withdrawal.
		const none = old.has(row.id as string) ? UNTOLD : null;
		return { ...row, ...(withdrawals.get(row.id) ?? { withdrawnAt: none, withdrawal: none }) };
	});
	const forged = rows.filter((row) => digests.has(row.id) && digestIn(row) !== digests.get(row.id));
	return [
		...listsThatDiffer(verdicts, expected, rows, ({ id }) => String(id), digested),
		...forged.map(({ id }) => {
			return { table: 'verdicts', row: id, column: null, why: 'it does not have the digest that was published' };
		}),
	];
}

function toldIn({ number, at, data }: Said): Row[] {
	return (data.verdicts as Row[]).map(({ of: _, reason = null, ...one }) => {
		return { ...one, reason, recordedAt: at, publication: number };
	});
}

function withdrawnIn({ at, data }: Said): [unknown, Row][] {
	return (data.withdrawn as Row[]).map(({ id, reason }) => [
		id,
		{ withdrawnAt: at, withdrawal: JSON.stringify({ reason }) },
	]);
}

/** Null for a row that cannot be one. */
function digestIn({ id, kind, of, key, position, outcome, ...row }: typeof verdicts.$inferSelect): string | null {
	const promise = JSON.parse(row.promise) as NewVerdict['promise'];
	if (promise.deadline !== row.deadline) return null;
	return digestOf({ id, of: { kind, id: of }, key, position, outcome, promise } as NewVerdict);
}
