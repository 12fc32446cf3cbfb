import { desc, eq, lt } from 'drizzle-orm';
import { contentReadings } from '../../../db/schema.ts';
import { NO_FIGURE } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Engine } from '../engine.ts';
import type { ContentReading, ContentReadingReads, ContentReadingWrites } from '../stores.ts';
import type { Publications } from './publications.ts';

const SUBJECT = 'content/site';
const KIND = 'content.reloaded';

export class ContentReadingStore implements ContentReadingReads, ContentReadingWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async asked(): Promise<LedgerEntry | null> {
		return this.#publications.lastAbout(SUBJECT, KIND);
	}

	async askedBy(publication: number): Promise<LedgerEntry | null> {
		const entry = await this.#publications.find(publication);
		return entry?.action === KIND ? entry : null;
	}

	async list(): Promise<ContentReading[]> {
		const rows = await this.#engine.reader
			.select()
			.from(contentReadings)
			.orderBy(desc(contentReadings.publication), desc(contentReadings.at));
		return rows.map(({ mistakes, changes, remarks, ...row }) => ({
			...row,
			mistakes: mistakes === null ? [] : JSON.parse(mistakes),
			...{ changes: JSON.parse(changes), remarks: JSON.parse(remarks) },
		}));
	}

	async ask(writing: Writing, at: Instant): Promise<number> {
		await this.#publications.publish(writing, at, async () => {
			return { result: null, event: { kind: KIND, subject: SUBJECT, reach: NO_FIGURE, data: {} } };
		});
		return (await this.asked())?.number ?? 0;
	}

	async note({ mistakes, changes, remarks, ...reading }: ContentReading): Promise<void> {
		const row = {
			...{ ...reading, stoppedAt: null },
			mistakes: mistakes.length === 0 ? null : JSON.stringify(mistakes),
			...{ changes: JSON.stringify(changes), remarks: JSON.stringify(remarks) },
		};
		await this.#engine.write(async (tx) => {
			await tx
				.insert(contentReadings)
				.values(row)
				.onConflictDoUpdate({ target: [contentReadings.node, contentReadings.publication], set: row });
		});
	}

	async seen(node: string, at: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.update(contentReadings).set({ seenAt: at, stoppedAt: null }).where(eq(contentReadings.node, node));
		});
	}

	async leave(node: string, at: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.update(contentReadings).set({ seenAt: at, stoppedAt: at }).where(eq(contentReadings.node, node));
		});
	}

	async forget(before: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.delete(contentReadings).where(lt(contentReadings.seenAt, before));
		});
	}
}
