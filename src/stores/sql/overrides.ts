import { and, gt, inArray, isNull, lt, or } from 'drizzle-orm';
import { overrides } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Instant, Interval } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import type { Override } from '../../domain/status/status.ts';
import type { Succession } from '../../domain/succession.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { Check, OverrideReads, OverrideWrites } from '../stores.ts';
import type { Publications } from './publications.ts';

export class OverrideStore implements OverrideReads, OverrideWrites {
	#engine: Engine;
	#publications: Publications;
	#names: Succession;

	constructor(engine: Engine, publications: Publications, names: Succession) {
		this.#engine = engine;
		this.#publications = publications;
		this.#names = names;
	}

	async set(id: string, override: Override, writing: Writing, check: Check): Promise<void> {
		await this.#publications.publish(writing, override.from, async (tx) => {
			check(await this.#standing(tx, override.component));
			await end(tx, this.#names.ever(override.component), override.from);
			await tx
				.insert(overrides)
				.values({ ...override, id, reason: override.reason && JSON.stringify(override.reason) });
			return {
				result: undefined,
				event: {
					...{ kind: 'status.set', subject: `component/${override.component}`, data: override },
					reach: override.from,
				},
			};
		});
	}

	async giveBack(component: string, writing: Writing, at: Instant, check: Check): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			check(await this.#standing(tx, component));
			if ((await end(tx, this.#names.ever(component), at)) === 0)
				throw new DomainError('conflict', 'No status is set by hand');
			return {
				result: undefined,
				event: { kind: 'status.given_back', subject: `component/${component}`, reach: at, data: {} },
			};
		});
	}

	async during({ start, end: until }: Interval): Promise<Override[]> {
		const inForce = and(lt(overrides.from, until), or(isNull(overrides.until), gt(overrides.until, start)));
		return (await this.#engine.reader.select().from(overrides).where(inForce).orderBy(overrides.from)).map((row) =>
			this.#toOverride(row),
		);
	}

	async #standing(tx: Transaction, component: string): Promise<Override | null> {
		const [row] = await tx
			.select()
			.from(overrides)
			.where(inForceOf(this.#names.ever(component)));
		return row ? this.#toOverride(row) : null;
	}

	#toOverride({ id: _, reason, component, ...row }: typeof overrides.$inferSelect): Override {
		return { ...row, component: this.#names.now(component), reason: reason && JSON.parse(reason) } as Override;
	}
}

/** @param slugs of one component */
function inForceOf(slugs: readonly string[]) {
	return and(inArray(overrides.component, slugs), isNull(overrides.until));
}

async function end(tx: Transaction, slugs: readonly string[], at: Instant): Promise<number> {
	const ended = await tx.update(overrides).set({ until: at }).where(inForceOf(slugs)).returning({ id: overrides.id });
	return ended.length;
}
