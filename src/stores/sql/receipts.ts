import { and, eq, gt, inArray, lt, notExists } from 'drizzle-orm';
import { ledger, receipts } from '../../../db/schema.ts';
import { takingWordsAway } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import { withTexts } from '../../domain/ledger-texts.ts';
import type { Engine } from '../engine.ts';
import type { Answer, Receipt, ReceiptReads, ReceiptWrites } from '../stores.ts';
import { textsIn } from './publications.ts';

export class ReceiptStore implements ReceiptReads, ReceiptWrites {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async find(tokenId: string, key: string): Promise<Receipt | undefined> {
		const own = and(eq(receipts.tokenId, tokenId), eq(receipts.key, key));
		const joined = this.#engine.reader
			.select()
			.from(receipts)
			.innerJoin(ledger, eq(ledger.number, receipts.publication));
		const [row] = await joined.where(own);
		if (!row) return undefined;
		const { requestSha256, publication, answer } = row.receipts;
		const { subject, data: published } = row.ledger;
		const texts = (await textsIn(this.#engine.reader, [row.ledger.number])).get(row.ledger.number) ?? [];
		const whole = JSON.stringify(withTexts(published, texts));
		return { requestSha256, publication, subject, published: whole, answer: answer && JSON.parse(answer) };
	}

	async prune(before: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.delete(receipts).where(lt(receipts.at, before));
		});
	}

	async answer(tokenId: string, key: string, answer: Answer): Promise<void> {
		const redacted = this.#engine.reader
			.select()
			.from(ledger)
			.where(and(gt(ledger.number, receipts.publication), inArray(ledger.action, takingWordsAway)));
		const own = and(eq(receipts.tokenId, tokenId), eq(receipts.key, key), notExists(redacted));
		const row = { answer: JSON.stringify(answer) };
		await this.#engine.write(async (tx) => {
			await tx.update(receipts).set(row).where(own);
		});
	}
}
