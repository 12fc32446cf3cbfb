import { and, asc, eq, gte, lt } from 'drizzle-orm';
import { frozenMonths, reportCorrections } from '../../../db/schema.ts';
import { sha256 as hashOf } from '../../domain/canonical.ts';
import { NO_FIGURE } from '../../domain/event.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Engine } from '../engine.ts';
import type { Correction, FrozenMonth, ReportReads, ReportWrites } from '../stores.ts';
import type { Publications } from './publications.ts';

export class ReportStore implements ReportReads, ReportWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async freeze(frozen: FrozenMonth, writing: Writing): Promise<void> {
		const { document, month, sha256, basis } = frozen;
		await this.#publications.publish(writing, frozen.frozenAt, async (tx) => {
			const added = await tx
				.insert(frozenMonths)
				.values(frozen)
				.onConflictDoNothing()
				.returning({ month: frozenMonths.month });
			const event = {
				kind: 'report.frozen',
				subject: `report/${document}/${month}`,
				reach: NO_FIGURE,
				data: { sha256, basis: hashOf(basis) },
			} as const;
			return { result: undefined, event: added.length > 0 ? event : null };
		});
	}

	async correct(
		{ document, month }: Pick<FrozenMonth, 'document' | 'month'>,
		position: number,
		{ at, changes }: Correction,
		writing: Writing,
	): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const row = { document, month, position, at, changes: JSON.stringify(changes) };
			const added = await tx
				.insert(reportCorrections)
				.values(row)
				.onConflictDoNothing()
				.returning({ month: reportCorrections.month });
			const event = {
				kind: 'report.corrected',
				subject: `report/${document}/${month}`,
				reach: NO_FIGURE,
				data: { changes },
			} as const;
			return { result: undefined, event: added.length > 0 ? event : null };
		});
	}

	async markChecked(checked: number): Promise<void> {
		const behind = lt(frozenMonths.checked, checked);
		if (!(await this.#engine.reader.select().from(frozenMonths).where(behind).limit(1))[0]) return;
		await this.#engine.write(async (tx) => {
			await tx.update(frozenMonths).set({ checked }).where(behind);
		});
	}

	async find(document: string, month: string): Promise<FrozenMonth | undefined> {
		const own = and(eq(frozenMonths.document, document), eq(frozenMonths.month, month));
		return (await this.#engine.reader.select().from(frozenMonths).where(own))[0];
	}

	async since(month: string): Promise<FrozenMonth[]> {
		const query = this.#engine.reader.select().from(frozenMonths).where(gte(frozenMonths.month, month));
		return await query.orderBy(asc(frozenMonths.month), asc(frozenMonths.document));
	}

	async corrections(document: string, month: string): Promise<Correction[]> {
		const own = and(eq(reportCorrections.document, document), eq(reportCorrections.month, month));
		const query = this.#engine.reader.select().from(reportCorrections).where(own).orderBy(reportCorrections.position);
		return (await query).map(({ at, changes }) => ({ at, changes: JSON.parse(changes) }));
	}
}
