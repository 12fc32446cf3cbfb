import { inclusionSpans } from '../../domain/log/merkle.ts';
import { openingOf } from '../../domain/log/opening.ts';
import { proofText } from '../../domain/log/proof.ts';
import { verifierKey } from '../../domain/log/signed-note.ts';
import { noteKeyOf } from '../../domain/log/signing-key.ts';
import { hashOver, tilesFor } from '../../domain/log/tiles.ts';
import { checkpointAt, type LogReading } from './log-head.ts';

/** What proves a publication to whoever has the key of the log; null where there is none of this number. */
export async function proofOf(reading: LogReading, number: number): Promise<string | null> {
	const { stores, signer } = reading;
	const entry = await stores.publications.find(number);
	const current = await stores.logKeys.current();
	if (entry === null || current === null) return null;
	const size = await sizeFor(reading, number);
	const spans = inclusionSpans(number - 1, { start: 0, end: size });
	const tiles = await stores.logTiles.tiles(tilesFor(spans));
	const texts = (await stores.publications.textsOf([number])).get(number) ?? [];
	return proofText({
		extra: openingOf(entry, texts, verifierKey(noteKeyOf(signer.origin, current))),
		index: number - 1,
		hashes: spans.map((span) => hashOver(span, tiles)),
		checkpoint: await checkpointAt(reading, size),
	});
}

/** The same of the last publication about a subject, such as `incident/k3j9x0c2m1aa`, or of the import that told of it. */
export async function proofAbout(reading: LogReading, subject: string, actions: string): Promise<string | null> {
	const { publications } = reading.stores;
	const [, id] = /^(?:incident|maintenance)\/(.+)$/.exec(subject) ?? [];
	const told =
		(await publications.lastAbout(subject, actions)) ?? (id === undefined ? null : await publications.lastImportOf(id));
	return told === null ? null : proofOf(reading, told.number);
}

/** The latest state of the log that has the entry: one that most witnesses have seen, or else that of now. */
async function sizeFor({ stores }: LogReading, number: number): Promise<number> {
	const seen = Map.groupBy(await stores.logWitnesses.all(), ({ size }) => size);
	const sizes = [...seen.keys()].filter((size) => size >= number);
	const [best] = sizes.toSorted((one, other) => {
		return (seen.get(other)?.length ?? 0) - (seen.get(one)?.length ?? 0) || other - one;
	});
	// Another node may have published what this one has not heard of yet.
	return best ?? Math.max(number, stores.publications.current());
}
