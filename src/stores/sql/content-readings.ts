import { desc, lt } from 'drizzle-orm';
import { contentReadings } from '../../../db/schema.ts';
import { NO_FIGURE } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
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

	async asked(): Promise<number> {
		return (await this.#publications.lastAbout(SUBJECT, KIND))?.number ?? 0;
	}

	async list(): Promise<ContentReading[]> {
		const rows = await this.#engine.reader.select().from(contentReadings).orderBy(desc(contentReadings.at));
		return rows.map(({ mistakes, ...row }) => ({ ...row, mistakes: mistakes === null ? [] : JSON.parse(mistakes) }));
	}

	async ask(writing: Writing, at: Instant): Promise<number> {
		await this.#publications.publish(writing, at, async () => {
			return { result: null, event: { kind: KIND, subject: SUBJECT, reach: NO_FIGURE, data: {} } };
		});
		return this.asked();
	}

	async note({ mistakes, ...reading }: ContentReading): Promise<void> {
		const row = { ...reading, mistakes: mistakes.length === 0 ? null : JSON.stringify(mistakes) };
		await this.#engine.write(async (tx) => {
			await tx.insert(contentReadings).values(row).onConflictDoUpdate({ target: contentReadings.node, set: row });
		});
	}

	async forget(before: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.delete(contentReadings).where(lt(contentReadings.at, before));
		});
	}
}
