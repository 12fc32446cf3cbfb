import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { Hash } from '../../domain/log/merkle.ts';
import { readVerifierKey } from '../../domain/log/signed-note.ts';
import { keyLines, type LogSigner } from '../../domain/log/signing-key.ts';
import { TILE_WIDTH, type TileAsked, tileKey } from '../../domain/log/tiles.ts';
import { checkpointAt, type LogReading, rootOf } from '../shared/log-head.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';

export interface LogPage extends Fresh {
	now: Instant;
	/** The last publication; null before the first. */
	head: { number: number; at: Instant } | null;
	/** As base64. */
	root: string;
	/** What verifies by it, that of today first. */
	keys: { line: string; from: Instant; until: Instant | null }[];
	/** Who watches from outside, and how much of it they have seen. */
	witnesses: { name: string; size: number; seenAt: Instant | null }[];
}

export async function logPage(reading: Reading, signer: LogSigner): Promise<LogPage> {
	const { stores } = reading;
	const [head = null] = await stores.publications.newest(null, 1);
	const keys = (await stores.logKeys.all()).toReversed();
	const states = new Map((await stores.logWitnesses.all()).map((one) => [one.key, one]));
	return {
		head: head && { number: head.number, at: head.at },
		root: (await rootOf(stores, head?.number ?? 0)).toString('base64'),
		keys: keys.map((key) => ({ ...key, line: keyLines(signer.origin, [key]).split(' ')[0] as string })),
		witnesses: reading.site.witnesses.map(({ key }) => {
			const { size = 0, seenAt = null } = states.get(key) ?? {};
			return { name: readVerifierKey(key)?.name ?? key, size, seenAt };
		}),
		now: reading.now,
		validUntil: Math.min(validUntil(reading, []), reading.now + MINUTE),
	};
}

/** The state of the log now. */
export async function logCheckpoint(reading: LogReading): Promise<string> {
	return await checkpointAt(reading, reading.stores.publications.current());
}

/** With which keys it is and was signed, in the lines of {@link keyLines}. */
export async function logKeys({ stores, signer }: LogReading): Promise<string> {
	return keyLines(signer.origin, await stores.logKeys.all());
}

/** The bytes of a tile; null where the log has no such tile, or not so much of it. */
export async function logTile({ stores }: LogReading, { level, index, width }: TileAsked): Promise<Buffer | null> {
	const hashes = level === null ? await entries(stores, index) : await row(stores, level, index);
	const isThere = hashes.length >= width && width <= TILE_WIDTH;
	return isThere ? Buffer.concat(hashes.slice(0, width)) : null;
}

async function row({ logTiles }: LogReading['stores'], level: number, index: number): Promise<readonly Hash[]> {
	return (await logTiles.tiles([{ level, index }])).get(tileKey({ level, index })) ?? [];
}

/** What the leaves are made of: the hash of each entry of the ledger, after its length. */
async function entries({ logTiles }: LogReading['stores'], index: number): Promise<Buffer[]> {
	const length = Buffer.from([0, 32]);
	return (await logTiles.entries(index)).map((hash) => Buffer.concat([length, hash]));
}
