import { and, eq, gt, inArray, lt, notExists } from 'drizzle-orm';
import { ledger, receipts } from '../../../db/schema.ts';
import { takingWordsAway } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import { withTexts } from '../../domain/ledger-texts.ts';
import type { Engine } from '../engine.ts';
import { textsIn } from './publications.ts';

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

export interface Receipt {
	requestSha256: string;
	/** Null when the server died between writing and answering. */
	answer: Answer | null;
	/** What the request made, for example `incident/k3j9x0c2m1aa`. */
	subject: string;
	/** What the ledger says of it, as JSON. */
	published: string;
}

/** What was answered to each Idempotency-Key. The row itself is written with the change it stands for. */
export class ReceiptStore {
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
		const { requestSha256, answer } = row.receipts;
		const { subject, data: published } = row.ledger;
		const texts = (await textsIn(this.#engine.reader, [row.ledger.number])).get(row.ledger.number) ?? [];
		const whole = JSON.stringify(withTexts(published, texts));
		return { requestSha256, subject, published: whole, answer: answer && JSON.parse(answer) };
	}

	/** Forgets those that nobody will ask for again. */
	async prune(before: Instant): Promise<void> {
		await this.#engine.write(async (tx) => {
			await tx.delete(receipts).where(lt(receipts.at, before));
		});
	}

	/** An answer that was made before words went may hold them, and is not kept. */
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
