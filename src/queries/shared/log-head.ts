import { checkpointText } from '../../domain/log/checkpoint.ts';
import { consistencySpans, type Hash } from '../../domain/log/merkle.ts';
import type { LogSigner } from '../../domain/log/signing-key.ts';
import { hashOver, tilesFor } from '../../domain/log/tiles.ts';
import { addCheckpoint } from '../../domain/log/witnessing.ts';
import type { Reads } from '../../stores/stores.ts';

export interface LogReading {
	stores: Pick<Reads, 'publications' | 'logTiles' | 'logKeys' | 'logWitnesses'>;
	signer: LogSigner;
}

/** Which log it is, for ever: its name does not follow the site's address. */
export async function originOf({ identities }: Pick<Reads, 'identities'>): Promise<string> {
	return `${await identities.ofFeeds()}/log`;
}

/** The hash over the first entries of the ledger. @param size how many */
export async function rootOf({ logTiles }: Pick<Reads, 'logTiles'>, size: number): Promise<Hash> {
	const whole = { start: 0, end: size };
	return hashOver(whole, await logTiles.tiles(tilesFor([whole])));
}

/** What a witness is asked to countersign: the state of the log now, and that it goes on from what it has seen. */
export async function submissionFor({ stores, signer }: LogReading, old: number, size: number) {
	const text = checkpointText({ origin: signer.origin, size, root: await rootOf(stores, size) });
	const spans = consistencySpans(old, size);
	const tiles = await stores.logTiles.tiles(tilesFor(spans));
	const hashes = spans.map((span) => hashOver(span, tiles));
	return { text, body: addCheckpoint(old, hashes, `${text}\n${await signer.sign(text)}`) };
}

/** The state of the log when it had so many entries, signed, and countersigned by whoever saw it then. */
export async function checkpointAt({ stores, signer }: LogReading, size: number): Promise<string> {
	const text = checkpointText({ origin: signer.origin, size, root: await rootOf(stores, size) });
	const witnesses = (await stores.logWitnesses.all()).filter((one) => one.size === size);
	const lines = witnesses.flatMap(({ line }) => line ?? []);
	return [`${text}\n`, await signer.sign(text), ...lines].join('');
}
