import { DomainError } from '../../domain/errors.ts';
import { HOUR, type Instant, MINUTE } from '../../domain/instant.ts';
import type { ContentReading, Reads } from '../../stores/stores.ts';

/** Who says nothing for so long is gone: it says so four times a minute. */
const GONE_AFTER = MINUTE;
/** For how long it is worth knowing that a server was there. */
const TOLD_FOR = HOUR;

/**
 * What a server has made of a reload: `in_force`, `refused` (it goes on with what it had), `pending`; `stopped` where it stopped
 * before it answered, and `gone` where nothing is heard of it, so that nobody knows.
 */
export const serverStates = ['in_force', 'refused', 'pending', 'stopped', 'gone'] as const;
export const reloadStates = ['in_force', 'refused', 'pending', 'unanswered', 'differs'] as const;

export interface ServerAnswer extends ContentReading {
	state: (typeof serverStates)[number];
}

/** What became of one reload, on all servers. */
export interface ReloadOutcome {
	publication: number;
	askedAt: Instant;
	/**
	 * `pending` while a server that is there has not answered, `refused` where one goes on with what it had, `unanswered` where one
	 * was there when it was asked and is not heard of any more, or none has taken it, `differs` where all have taken it and their
	 * folders do not say the same, else `in_force`.
	 */
	state: (typeof reloadStates)[number];
	servers: ServerAnswer[];
}

/** Of those who were there when it was asked: it stays what it was, whatever is read later. @throws DomainError `not_found` where this publication told nobody to read the folder */
export async function reloadOutcome(
	{ stores, now }: { stores: Pick<Reads, 'contentReadings'>; now: Instant },
	publication: number,
): Promise<ReloadOutcome> {
	const asked = await stores.contentReadings.askedBy(publication);
	if (asked === null) throw new DomainError('not_found', `Publication ${publication} is no reload of the content`);
	const wasThere = ({ seenAt }: ContentReading) => seenAt >= asked.at - GONE_AFTER;
	const servers = await answersTo({ stores, now }, publication, wasThere);
	const is = (wanted: ServerAnswer['state']) => servers.some(({ state }) => state === wanted);
	const isTaken = is('in_force') && !is('gone');
	const taken = differ(servers) ? 'differs' : 'in_force';
	const state = is('pending') ? 'pending' : is('refused') ? 'refused' : isTaken ? taken : 'unanswered';
	return { publication, askedAt: asked.at, state, servers };
}

/** Do servers go by different folders? Somebody forgot to copy one. */
export function differ(servers: readonly ServerAnswer[]): boolean {
	const own = servers.filter(({ state, digest }) => state === 'in_force' && digest !== null);
	return new Set(own.map(({ digest }) => digest)).size > 1;
}

/** Every server that is there, or was within the hour, by name. @param publication the reload that they are to have; 0 for none */
export async function serversNow(
	reading: { stores: Pick<Reads, 'contentReadings'>; now: Instant },
	publication: number,
): Promise<ServerAnswer[]> {
	const answers = await answersTo(reading, publication, ({ seenAt }) => reading.now - seenAt < TOLD_FOR);
	// Who is not there has nothing in force, whatever it answered.
	return answers.map((answer) => ({ ...answer, state: absence(answer, reading.now) ?? answer.state }));
}

async function answersTo(
	{ stores, now }: { stores: Pick<Reads, 'contentReadings'>; now: Instant },
	publication: number,
	isTold: (reading: ContentReading) => boolean,
): Promise<ServerAnswer[]> {
	const told = (await stores.contentReadings.list()).filter(isTold);
	const byNode = Map.groupBy(told, ({ node }) => node);
	const answers = [...byNode.values()].map((readings) => {
		// Who was asked twice meanwhile read the folder once, and answered to the later one.
		const reading = readings.findLast((one) => one.publication >= publication) ?? (readings[0] as ContentReading);
		return { ...reading, state: stateOf(reading, publication, now) };
	});
	return answers.sort((a, b) => a.node.localeCompare(b.node, 'en'));
}

function stateOf(reading: ContentReading, publication: number, now: Instant): ServerAnswer['state'] {
	if (reading.publication >= publication && publication > 0)
		return reading.mistakes.length === 0 ? 'in_force' : 'refused';
	return absence(reading, now) ?? (publication === 0 ? 'in_force' : 'pending');
}

function absence({ stoppedAt, seenAt }: ContentReading, now: Instant): 'stopped' | 'gone' | null {
	if (stoppedAt !== null) return 'stopped';
	return now - seenAt > GONE_AFTER ? 'gone' : null;
}
