import { type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import { afterRefusal, type Delivery, nextAttempt } from '../domain/notices/delivery.ts';
import { type Lane, lanes } from '../domain/notices/subscriber.ts';
import type { Language } from '../domain/text.ts';
import type { Log } from '../operating/log.ts';
import { CONNECTIONS } from '../outbound/mail.ts';
import type { ResourceReading } from '../queries/admin/resource.ts';
import type { Attempt, Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';
import { makeDeliveries } from './make-deliveries.ts';
import { freshWords, type Outlets, type Sent, sendDelivery, type Words } from './send-delivery.ts';

type Surroundings = Omit<ResourceReading, 'stores' | 'now' | 'language'> & { stores: Stores };

interface Work {
	surroundings: Surroundings;
	outlets: Outlets;
	clock: () => Instant;
	log: Pick<Log, 'info' | 'warn' | 'error'>;
	words: Words;
	signal: AbortSignal;
}

/** What is no publication, such as a test, is found after that. */
const LOOKED_EVERY = 3 * SECOND;
/** So many are sent at the same time. */
const SENDING: Record<Lane, number> = { web: 64, mail: CONNECTIONS };
/** So many are claimed ahead for each that can be sent: each claim is a transaction. */
const AHEAD: Record<Lane, number> = { web: 1, mail: 10 };
/** What a process has claimed that died, another one sends after that. */
const CLAIMED_FOR = 2 * MINUTE;
/** Longer than sending takes at most: nothing begins later than that before the claim ends. */
const LAST_MOMENT = MINUTE;

/**
 * Tells subscribers of what was published: makes the deliveries of each publication, and tries each until it arrives, or for
 * a day. Any number of processes may do it at once: each claims what it sends. It is marked as sent once it was: after a
 * power cut it may come twice, with the same id.
 *
 * @returns stops it; resolves once what is under way has ended
 */
export function keepDeliveries(
	surroundings: Surroundings,
	outlets: Outlets,
	clock: () => Instant,
	log: Pick<Log, 'info' | 'warn' | 'error'>,
): () => Promise<void> {
	const stopping = new AbortController();
	const { publications, deliveries } = surroundings.stores;
	const work = { surroundings, outlets, clock, log, words: freshWords(), signal: stopping.signal };
	// Letters wait until there is a way for them.
	const kept = lanes.filter((lane) => lane === 'web' || outlets.mail !== null).map((lane) => keepLane(lane, work));
	const looking = keepLooking({ publications }, clock, log, {
		look: async () => {
			await makeDeliveries(surroundings.stores, clock);
			await Promise.all(kept.map(({ refill }) => refill()));
			const due = await Promise.all(lanes.map((lane) => deliveries.nextDue(lane)));
			return Math.min(...due.map((at) => at ?? Number.POSITIVE_INFINITY));
		},
		settling: 0,
		longest: LOOKED_EVERY,
		afterFailure: 5 * SECOND,
		words: { failed: 'subscribers could not be told', again: 'subscribers are told again' },
	});
	return async () => {
		stopping.abort();
		looking.stop();
		await Promise.allSettled(kept.map(({ ended }) => ended()));
		outlets.mail?.close();
	};
}

/** Sends what is due in one lane: one receiver that is slow holds up nobody but itself. */
function keepLane(lane: Lane, work: Work): { refill: () => Promise<void>; ended: () => Promise<unknown> } {
	const { surroundings, outlets, clock, log, signal } = work;
	const { deliveries } = surroundings.stores;
	const perSecond = lane === 'mail' ? outlets.mailPerSecond : null;
	const notes = new Notes(deliveries);
	const sending = new Set<Promise<void>>();
	const claimed: Delivery[] = [];
	let filling: Promise<void> = Promise.resolve();
	/** When the next may leave, by the pace that the operator has set. */
	let openAt = 0;

	const fill = async () => {
		while (sending.size < SENDING[lane] && performance.now() >= openAt && !signal.aborted) {
			const now = clock();
			if (claimed.length === 0) {
				if (((await deliveries.nextDue(lane)) ?? Number.POSITIVE_INFINITY) > now) return;
				const room = perSecond === null ? (SENDING[lane] - sending.size) * AHEAD[lane] : SENDING[lane];
				claimed.push(...(await deliveries.claim(lane, now, now + CLAIMED_FOR, room)));
			}
			const next = claimed.shift();
			if (!next) return;
			// Somebody else may have it by now.
			if (next.dueAt - now < LAST_MOMENT) continue;
			start(next);
			if (perSecond !== null) openIn(SECOND / perSecond);
		}
	};
	const openIn = (millis: number) => {
		openAt = performance.now() + millis;
		setTimeout(() => refill().catch(() => {}), millis).unref();
	};
	const start = (delivery: Delivery) => {
		const sent = attempt(work, delivery, notes)
			.catch((error: unknown) => {
				// Its claim ends by itself, and then it is tried again.
				if (!signal.aborted) log.error({ err: error, delivery: delivery.id }, 'a delivery could not be noted');
			})
			.finally(() => {
				sending.delete(sent);
				// What fails here, the next look fails of, too, and says so.
				refill().catch(() => {});
			});
		sending.add(sent);
	};
	const refill = () => {
		filling = filling.catch(() => {}).then(fill);
		return filling;
	};
	const ended = async () => {
		await Promise.allSettled([...sending, filling]);
		// What was claimed and not begun goes on at once elsewhere.
		for (const { id } of claimed) await deliveries.release(id, clock());
	};
	return { refill, ended };
}

/** What became of deliveries, written down together while many end: each write has to reach the disk. */
class Notes {
	readonly #deliveries: Pick<Stores['deliveries'], 'attempted'>;
	#waiting: (Attempt & { id: string })[] = [];
	#next: Promise<void> | null = null;
	#last: Promise<void> = Promise.resolve();

	constructor(deliveries: Pick<Stores['deliveries'], 'attempted'>) {
		this.#deliveries = deliveries;
	}

	/** Resolves once it is kept. */
	take(id: string, attempt: Attempt): Promise<void> {
		this.#waiting.push({ id, ...attempt });
		this.#next ??= this.#last
			.catch(() => {})
			.then(() => {
				const all = this.#waiting;
				[this.#waiting, this.#next] = [[], null];
				return this.#deliveries.attempted(all);
			});
		this.#last = this.#next;
		return this.#next;
	}
}

async function attempt(work: Work, delivery: Delivery, notes: Notes): Promise<void> {
	const { surroundings, outlets, clock, log, words, signal } = work;
	const { stores, ...about } = surroundings;
	const subscriber = await stores.subscribers.find(delivery.subscriberId);
	if (!subscriber) return;
	const language = subscriber.language ?? (about.site.languages[0] as Language);
	const reading = { ...about, stores, language, now: clock() };
	const sent = await sendDelivery(reading, delivery, subscriber, outlets, words, signal);
	const now = clock();
	// It goes on from here at the next start, or in another process.
	if (signal.aborted && sent.failure !== null) return await stores.deliveries.release(delivery.id, now);
	const again = nextTry(delivery, sent, now);
	const state = sent.failure === null ? 'sent' : again === null ? 'parked' : 'due';
	const { status, failure } = sent;
	await notes.take(delivery.id, { status, failure, state, dueAt: again, at: now });
	// A program has answered; a person has yet to press the button.
	if (state === 'sent' && delivery.kind === 'challenge' && subscriber.channel === 'webhook')
		await stores.subscribers.confirm(subscriber.id, now);
	if (state !== 'parked') return;
	log.warn({ delivery: delivery.id, failure: sent.failure }, 'a delivery is given up');
	if (sent.isRefusal) await stores.subscribers.quarantine(subscriber.id, now);
}

function nextTry(delivery: Delivery, sent: Sent, now: Instant): Instant | null {
	if (sent.failure === null) return null;
	const attempts = delivery.attempts + 1;
	return sent.isRefusal ? afterRefusal(attempts, now) : nextAttempt(delivery.createdAt, attempts, now, Math.random());
}
