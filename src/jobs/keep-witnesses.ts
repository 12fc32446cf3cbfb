import type { Site } from '../content/site.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import { type NoteKey, readVerifierKey } from '../domain/log/signed-note.ts';
import { cosignatureIn, sizeIn } from '../domain/log/witnessing.ts';
import type { Log } from '../operating/log.ts';
import { wordsOf } from '../outbound/failure.ts';
import { askWitness } from '../outbound/witness.ts';
import { type LogReading, submissionFor } from '../queries/shared/log-head.ts';
import type { Writes } from '../stores/stores.ts';
import { type Round, startRounds } from './rounds.ts';
import { pauseAfter } from './watch-partners.ts';

type Witnessing = LogReading & { stores: Pick<Writes, 'logWitnesses'> };

const SOON = SECOND;
const AT_ONCE = 4;

/**
 * Asks each witness to countersign the log soon after every publication, and keeps what it answers. No publication waits
 * for it: while a witness does not answer, it is asked less and less often.
 *
 * @returns stops it; what is under way is dropped
 */
export function keepWitnesses(
	reading: Witnessing,
	{ witnesses, monitoring }: Pick<Site, 'witnesses' | 'monitoring'>,
	clock: () => Instant,
	log: Pick<Log, 'info' | 'warn' | 'error'>,
): () => Promise<void> {
	const rounds = witnesses.map((one) => roundOf(reading, one, monitoring.allow_private, clock, log));
	return startRounds(rounds, {
		concurrency: AT_ONCE,
		onLag: () => {},
		onError: (error) => log.error({ err: error }, 'a witness could not be asked'),
	});
}

function roundOf(
	reading: Witnessing,
	{ url, key: line }: Site['witnesses'][number],
	allowPrivate: readonly string[],
	clock: () => Instant,
	log: Pick<Log, 'info' | 'warn'>,
): Round {
	const { publications, logWitnesses } = reading.stores;
	const key = readVerifierKey(line) as NoteKey;
	let seen: number | null = null;
	let failures = 0;
	const run = async (signal: AbortSignal) => {
		const size = publications.current();
		if (seen === size || size === 0) return null;
		const known = (await logWitnesses.all()).find((one) => one.key === line)?.size ?? 0;
		try {
			const signature = await countersigned(reading, { url, key }, known, size, { allowPrivate, signal });
			await logWitnesses.seen(line, size, signature, clock());
			if (failures > 0) log.info({ witness: key.name }, 'a witness countersigns the log again');
			[seen, failures] = [size, 0];
			return null;
		} catch (error) {
			if (signal.aborted) return null;
			const failure = error instanceof Refusal ? error.message : wordsOf(error);
			await logWitnesses.failed(line, failure, clock());
			failures += 1;
			if (failures === 1) log.warn({ witness: key.name, failure }, 'a witness does not countersign the log');
			return pauseAfter(failures, SOON, null);
		}
	};
	return { intervalMillis: SOON, run };
}

/** What a witness answered that is no countersignature, in words for the operator. */
class Refusal extends Error {}

/** @returns its line @throws Refusal, or what `askWitness` throws */
async function countersigned(
	reading: LogReading,
	{ url, key }: { url: string; key: NoteKey },
	known: number,
	size: number,
	options: Parameters<typeof askWitness>[2],
	isAgain = false,
): Promise<string> {
	const { text, body } = await submissionFor(reading, Math.min(known, size), size);
	const answer = await askWitness(url, body, options);
	if (answer.status === 409) {
		const says = sizeIn(answer.text);
		if (says !== null && says > size)
			throw new Refusal(`it has seen ${says} entries, and the ledger has ${size}: was it cut off?`);
		if (says === null || says === known || isAgain) throw new Refusal('it has seen another log of this name');
		return countersigned(reading, { url, key }, says, size, options, true);
	}
	if (answer.status === 422) throw new Refusal('the ledger does not go on from what it has seen: it was rewritten');
	if (answer.status !== 200) throw new Refusal(`it answers with status ${answer.status}`);
	const line = cosignatureIn(answer.text, text, key);
	if (line === null) throw new Refusal('its answer is not signed with its key');
	return line;
}
