import { eq } from 'drizzle-orm';
import { ledger } from '../../../db/schema.ts';
import type { EventKind } from '../../domain/event.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { withTexts } from '../../domain/ledger-texts.ts';
import type { Reader } from '../engine.ts';
import type { Row } from './differing-rows.ts';
import { textsIn } from './publications.ts';

/** What an entry of the ledger says. */
export interface Said extends Pick<LedgerEntry, 'number' | 'at' | 'action' | 'subject'> {
	/** With people's words in their places. */
	data: Row;
}

/** Oldest first. */
export async function entriesOf(reader: Reader, kind: EventKind): Promise<LedgerEntry[]> {
	return await reader.select().from(ledger).where(eq(ledger.action, kind)).orderBy(ledger.number);
}

export async function saidIn(reader: Reader, entries: LedgerEntry[]): Promise<Said[]> {
	const numbers = entries.map(({ number }) => number);
	const texts = await textsIn(reader, numbers);
	return entries
		.toSorted((one, other) => one.number - other.number)
		.map(({ number, at, action, subject, data }) => {
			return { number, at, action, subject, data: withTexts(data, texts.get(number) ?? []) as Row };
		});
}
