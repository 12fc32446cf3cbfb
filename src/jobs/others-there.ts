import type { Instant } from '../domain/instant.ts';
import { serversNow } from '../queries/shared/reload-outcome.ts';
import type { Stores } from '../stores/stores.ts';

/**
 * Which other servers use the database. Of those that died on this machine it is noted that they have stopped, so that nobody
 * waits for their answer.
 *
 * @param own the name of this one: its machine, its process, and an id
 * @returns their names; a server of another machine that died is among them for a minute
 */
export async function othersThere(
	stores: Pick<Stores, 'contentReadings'>,
	own: string,
	now: Instant,
): Promise<string[]> {
	const there: string[] = [];
	for (const { node, state, seenAt } of await serversNow({ stores, now }, 0)) {
		if (node === own || state === 'stopped') continue;
		if (isDead(node, own)) await stores.contentReadings.leave(node, seenAt);
		else if (state !== 'gone') there.push(node);
	}
	return there;
}

/** Whoever had the number of our own process is gone, too: in a container each has the same. */
function isDead(node: string, own: string): boolean {
	const [[host, pid], [here, ours]] = [node.split(' '), own.split(' ')];
	return host === here && (pid === ours || !isRunning(Number(pid)));
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
