import type { Instant } from '../../domain/instant.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { readSource, sourceOf } from '../../domain/notices/delivery.ts';
import { type Channel, channels } from '../../domain/notices/subscriber.ts';
import type { Reads } from '../../stores/stores.ts';

/** Who approved a post, as the ledger knows them. */
export interface Approval {
	/** `person:legal`, `token:NAME` or `cli`. */
	actor: string;
	/** Opaque; null for the command line. */
	id: string | null;
	at: Instant;
}

/** What came of telling it so far. */
export interface ToldSoFar {
	/** By the channels by which anybody is told. */
	byChannel: { channel: Channel; told: number; waiting: number; givenUp: number }[];
	/** Is it not yet seen to for everybody? */
	isUnderWay: boolean;
}

/** Null where nobody was asked. */
export async function approvalOf(
	{ publications }: Pick<Reads, 'publications'>,
	entry: LedgerEntry,
): Promise<Approval | null> {
	const { post } = JSON.parse(entry.data) as { post?: string };
	if (post === undefined) return null;
	const approved = (await publications.about(`post/${post}`)).findLast(({ action }) => action === 'post.approved');
	if (!approved) return null;
	const beside = (await publications.textsOf([approved.number])).get(approved.number) ?? [];
	const id = beside.find(({ pointer }) => pointer === '/actorId')?.text ?? null;
	return { actor: approved.actor, id, at: approved.at };
}

/** @param number of a publication */
export async function toldSoFar({ deliveries }: Pick<Reads, 'deliveries'>, number: number): Promise<ToldSoFar> {
	const counted = await deliveries.countsOf(sourceOf({ kind: 'publication', number }));
	const of = (channel: Channel, state: string) =>
		counted.find((one) => one.channel === channel && one.state === state)?.count ?? 0;
	const next = await deliveries.waiting();
	const waitsFor = next === null ? null : readSource(next.source);
	return {
		byChannel: channels
			.map((channel) => ({
				channel,
				told: of(channel, 'sent'),
				waiting: of(channel, 'due'),
				givenUp: of(channel, 'parked'),
			}))
			.filter(({ told, waiting, givenUp }) => told + waiting + givenUp > 0),
		isUnderWay: waitsFor?.kind === 'publication' && waitsFor.number <= number,
	};
}
