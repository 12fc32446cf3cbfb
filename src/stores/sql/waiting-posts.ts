import { and, asc, desc, eq, inArray, isNotNull, ne, or } from 'drizzle-orm';
import { waitingPosts } from '../../../db/schema.ts';
import { DomainError } from '../../domain/errors.ts';
import { type EventKind, NO_FIGURE } from '../../domain/event.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Writing } from '../../domain/publication.ts';
import { authorOf, isKeptFor, type WaitingPost } from '../../domain/waiting-post.ts';
import type { Engine, Transaction } from '../engine.ts';
import type { NewWaitingPost, WaitingPostReads, WaitingPostWrites } from '../stores.ts';
import type { Outcome, Publications } from './publications.ts';

export class WaitingPostStore implements WaitingPostReads, WaitingPostWrites {
	#engine: Engine;
	#publications: Publications;

	constructor(engine: Engine, publications: Publications) {
		this.#engine = engine;
		this.#publications = publications;
	}

	async hold(post: NewWaitingPost, writing: Writing): Promise<WaitingPost> {
		return this.#publications.publish(writing, post.heldAt, async (tx) => {
			const row = { ...post, input: JSON.stringify(post.input), by: JSON.stringify(post.by), state: 'waiting' };
			const [held] = await tx.insert(waitingPosts).values(row).returning();
			return happened('post.held', toPost(held as Row));
		});
	}

	async approve(id: string, writing: Writing, at: Instant): Promise<WaitingPost> {
		return this.#publications.publish(writing, at, async (tx) => {
			const approver = authorOf(writing.by);
			const post = await stillWaiting(tx, id);
			if (!post.needsApproval || post.approvedBy !== null) throw new DomainError('conflict', 'It needs no approval');
			const row = { approvedBy: JSON.stringify(approver), restoredAt: null };
			await tx.update(waitingPosts).set(row).where(eq(waitingPosts.id, id));
			return happened('post.approved', { ...post, approvedBy: approver });
		});
	}

	async askApproval(id: string, writing: Writing, at: Instant): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const waits = and(eq(waitingPosts.id, id), eq(waitingPosts.state, 'waiting'));
			const asked = { needsApproval: true, approvedBy: null };
			const [row] = await tx.update(waitingPosts).set(asked).where(waits).returning();
			return row ? { ...happened('post.held', toPost(row)), result: undefined } : { result: undefined, event: null };
		});
	}

	async cancel(id: string, writing: Writing, at: Instant): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const canceller = authorOf(writing.by);
			const [row] = await tx.select().from(waitingPosts).where(eq(waitingPosts.id, id));
			if (row?.state !== 'waiting' && row?.state !== 'refused') throw await whyNot(tx, id);
			const input = isKeptFor(toPost(row), canceller) ? row.input : 'null';
			const ended = { state: 'cancelled', input, endedAt: at, endedBy: JSON.stringify(canceller) };
			await tx.update(waitingPosts).set(ended).where(eq(waitingPosts.id, id));
			return happened('post.cancelled', toPost({ ...row, ...ended }));
		});
	}

	async forget(id: string): Promise<void> {
		await this.#engine.write(async (tx) => {
			const cancelled = and(eq(waitingPosts.id, id), eq(waitingPosts.state, 'cancelled'));
			await tx.update(waitingPosts).set({ input: 'null' }).where(cancelled);
		});
	}

	async refuse(id: string, refusal: WaitingPost['refusal'], writing: Writing, at: Instant): Promise<void> {
		await this.#publications.publish(writing, at, async (tx) => {
			const ended = { state: 'refused', refusal: JSON.stringify(refusal), endedAt: at };
			const open = and(eq(waitingPosts.id, id), eq(waitingPosts.state, 'waiting'));
			const [row] = await tx.update(waitingPosts).set(ended).where(open).returning();
			// Somebody was faster, and it is published or cancelled.
			return row ? { ...happened('post.refused', toPost(row)), result: undefined } : { result: undefined, event: null };
		});
	}

	async find(id: string): Promise<WaitingPost | undefined> {
		const [row] = await this.#engine.reader.select().from(waitingPosts).where(eq(waitingPosts.id, id));
		return row && toPost(row);
	}

	async open(): Promise<WaitingPost[]> {
		const open = inArray(waitingPosts.state, ['waiting', 'refused']);
		const rows = await this.#engine.reader.select().from(waitingPosts).where(open).orderBy(asc(waitingPosts.heldAt));
		return rows.map(toPost);
	}

	async taken(): Promise<WaitingPost[]> {
		const kept = and(eq(waitingPosts.state, 'cancelled'), ne(waitingPosts.input, 'null'));
		const rows = await this.#engine.reader.select().from(waitingPosts).where(kept).orderBy(asc(waitingPosts.endedAt));
		return rows.map(toPost);
	}

	async list(limit: number): Promise<WaitingPost[]> {
		const rows = await this.#engine.reader
			.select()
			.from(waitingPosts)
			.orderBy(desc(waitingPosts.heldAt), desc(waitingPosts.id))
			.limit(limit);
		return rows.map(toPost);
	}
}

type Row = typeof waitingPosts.$inferSelect;

/**
 * In the transaction that makes it public: whoever is second finds that it waits no more, and nothing of theirs is written.
 *
 * @param isAsked whether a second person is asked today, whatever was the rule when it was written
 * @throws DomainError `conflict`
 */
export async function endWaiting(
	tx: Transaction,
	id: string,
	subject: string,
	at: Instant,
	isAsked: boolean,
): Promise<void> {
	const isApproved = isNotNull(waitingPosts.approvedBy);
	const isFree = isAsked ? isApproved : or(eq(waitingPosts.needsApproval, false), isApproved);
	const open = and(eq(waitingPosts.id, id), eq(waitingPosts.state, 'waiting'), isFree);
	const ended = { state: 'published', input: 'null', endedAt: at, subject };
	const rows = await tx.update(waitingPosts).set(ended).where(open).returning({ id: waitingPosts.id });
	if (rows.length === 0) throw await whyNot(tx, id);
}

async function stillWaiting(tx: Transaction, id: string): Promise<WaitingPost> {
	const [row] = await tx.select().from(waitingPosts).where(eq(waitingPosts.id, id));
	if (row?.state !== 'waiting') throw await whyNot(tx, id);
	return toPost(row);
}

async function whyNot(tx: Transaction, id: string): Promise<DomainError> {
	const [row] = await tx.select({ id: waitingPosts.id }).from(waitingPosts).where(eq(waitingPosts.id, id));
	if (!row) return new DomainError('not_found', `There is no waiting post ${id}`);
	return new DomainError('conflict', 'It does not wait any more');
}

/** That it waits, and for what, is on record; what it says is not before it is public. */
function happened(kind: EventKind, post: WaitingPost): Outcome<WaitingPost> {
	const { id, publishAt, needsApproval } = post;
	return {
		result: post,
		event: { kind, subject: `post/${id}`, reach: NO_FIGURE, data: { publishAt, needsApproval } },
	};
}

/** Null for what cannot be read any more: it is not published, and keeps nobody from the others. */
function readable(input: string): unknown {
	try {
		return JSON.parse(input);
	} catch {
		return null;
	}
}

function toPost({ input, by, approvedBy, endedBy, refusal, state, ...row }: Row): WaitingPost {
	return {
		...row,
		state: state as WaitingPost['state'],
		input: readable(input),
		by: JSON.parse(by),
		approvedBy: approvedBy && JSON.parse(approvedBy),
		endedBy: endedBy && JSON.parse(endedBy),
		refusal: refusal && JSON.parse(refusal),
	};
}
