import { DomainError } from '../../domain/errors.ts';
import { HOUR, type Instant, MINUTE } from '../../domain/instant.ts';
import type { ContentReading, Reads } from '../../stores/stores.ts';

/** Who says nothing for so long is gone: it says so four times a minute. */
const GONE_AFTER = MINUTE;
/** For how long it is worth knowing that a server was there. */
const TOLD_FOR = HOUR;

/** What a server has made of a reload: `in_force`, `refused` (it goes on with what it had), `pending`, or it is gone. */
export const serverStates = ['in_force', 'refused', 'pending', 'gone'] as const;

export interface ServerAnswer extends ContentReading {
	state: (typeof serverStates)[number];
}

/** What became of one reload, on all servers. */
export interface ReloadOutcome {
	publication: number;
	askedAt: Instant;
	/** Of all servers that are there: `pending` while one has not answered, `refused` where one has, else `in_force`. */
	state: 'in_force' | 'refused' | 'pending';
	servers: ServerAnswer[];
}

/** @throws DomainError `not_found` where this publication told nobody to read the folder */
export async function reloadOutcome(
	{ stores, now }: { stores: Pick<Reads, 'contentReadings'>; now: Instant },
	publication: number,
): Promise<ReloadOutcome> {
	const asked = await stores.contentReadings.askedBy(publication);
	if (asked === null) throw new DomainError('not_found', `Publication ${publication} is no reload of the content`);
	const servers = await serversNow({ stores, now }, publication);
	const is = (wanted: ServerAnswer['state']) => servers.some(({ state }) => state === wanted);
	const state = is('pending') ? 'pending' : is('refused') ? 'refused' : 'in_force';
	return { publication, askedAt: asked.at, state, servers };
}

/** Every server that is there, or was within the hour, by name. @param publication the reload that they are to have; 0 for none */
export async function serversNow(
	{ stores, now }: { stores: Pick<Reads, 'contentReadings'>; now: Instant },
	publication: number,
): Promise<ServerAnswer[]> {
	const told = (await stores.contentReadings.list()).filter(({ seenAt }) => now - seenAt < TOLD_FOR);
	const answers = told.map((reading) => ({ ...reading, state: stateOf(reading, publication, now) }));
	return answers.sort((a, b) => a.node.localeCompare(b.node, 'en'));
}

function stateOf(reading: ContentReading, publication: number, now: Instant): ServerAnswer['state'] {
	if (now - reading.seenAt > GONE_AFTER) return 'gone';
	if (reading.publication < publication) return 'pending';
	return reading.mistakes.length === 0 ? 'in_force' : 'refused';
}
