import { newId } from '../commands/new-id.ts';
import { type Instant, SECOND } from '../domain/instant.ts';
import type { Log } from '../operating/log.ts';
import type { Stores } from '../stores/stores.ts';

/** A node that dies is followed after that, and at most one more look. */
const HELD_FOR = 9 * SECOND;
const RENEWED_EVERY = 3 * SECOND;
const NAME = 'jobs';

/** Starts what runs without being asked. @returns stops it */
type Start = () => Promise<() => Promise<void>>;

/**
 * Of several nodes, one at a time does the work: whoever holds the lease, a row in the database. The first look is over when
 * this resolves. The clocks of the nodes have to agree to some seconds; where they don't, two may work at once for a while,
 * and each change is still one transaction that looks at what is there.
 *
 * @returns stops it, and lets another node begin
 */
export async function whileHolding(
	{ leases }: Pick<Stores, 'leases'>,
	start: Start,
	clock: () => Instant,
	log: Pick<Log, 'info' | 'error'>,
	owner: string = `${process.pid} ${newId()}`,
): Promise<() => Promise<void>> {
	let stopWork: (() => Promise<void>) | null = null;
	let heldUntil = Number.NEGATIVE_INFINITY;
	let failed = false;
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	let end: NodeJS.Timeout | undefined;

	const look = async () => {
		const until = clock() + HELD_FOR;
		const isHeld = await leases.take(NAME, owner, clock(), until);
		heldUntil = isHeld ? until : Number.NEGATIVE_INFINITY;
		clearTimeout(end);
		// A database that never answers holds up the next look: work ends with the lease all the same.
		if (isHeld) end = setTimeout(restAtLast, HELD_FOR + 1).unref();
		if (!isHeld || stopWork !== null || stopped) return;
		log.info({ node: owner }, 'this node does the work now: monitors, partners’ pages, maintenance and months');
		stopWork = await start();
	};
	const rest = async () => {
		if (stopWork === null || clock() < heldUntil) return;
		const stop = stopWork;
		stopWork = null;
		log.info({ node: owner }, 'this node does the work no longer');
		await stop();
	};
	const restAtLast = () => {
		rest().catch((error: unknown) => log.error({ err: error }, 'work could not be stopped'));
	};
	const lookAndGoOn = async () => {
		try {
			await look();
			failed = false;
		} catch (error) {
			// A database that is down need not fill the log.
			if (!failed && !stopped) log.error({ err: error }, 'it cannot be told which node does the work');
			failed = true;
		}
		await rest().catch((error: unknown) => log.error({ err: error }, 'work could not be stopped'));
		if (!stopped) timer = setTimeout(again, RENEWED_EVERY).unref();
	};
	const again = () => {
		going = lookAndGoOn();
	};

	let going = lookAndGoOn();
	await going;
	return async () => {
		stopped = true;
		clearTimeout(timer);
		clearTimeout(end);
		await going;
		await stopWork?.();
		await leases.giveUp(NAME, owner).catch(() => {});
	};
}
