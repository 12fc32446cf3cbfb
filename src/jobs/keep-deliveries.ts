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
/** Longer than sending takes at most: what a process has claimed that died, another one sends after that. */
const CLAIMED_FOR = MINUTE;

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
	const sending = new Set<Promise<void>>();
	let filling: Promise<void> = Promise.resolve();
	/** When the next may leave, by the pace that the operator has set. */
	let openAt = 0;

	const fill = async () => {
		while (sending.size < SENDING[lane] && !signal.aborted) {
			const now = clock();
			if (performance.now() < openAt || ((await deliveries.nextDue(lane)) ?? Number.POSITIVE_INFINITY) > now) return;
			const room = SENDING[lane] - sending.size;
			const claimed = await deliveries.claim(lane, now, now + CLAIMED_FOR, perSecond === null ? room : 1);
			if (claimed.length === 0) return;
			if (perSecond !== null) openIn((claimed.length / perSecond) * SECOND);
			for (const delivery of claimed) start(delivery);
		}
	};
	const openIn = (millis: number) => {
		openAt = Math.max(openAt, performance.now() - millis) + millis;
		setTimeout(() => refill().catch(() => {}), Math.max(0, openAt - performance.now())).unref();
	};
	const start = (delivery: Delivery) => {
		const sent = attempt(work, delivery)
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
	return { refill, ended: () => Promise.allSettled([...sending, filling]) };
}

async function attempt(work: Work, delivery: Delivery): Promise<void> {
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
	await stores.deliveries.attempted(delivery.id, { status, failure, state, dueAt: again, at: now } satisfies Attempt);
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
