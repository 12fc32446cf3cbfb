import { type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import { afterRefusal, type Delivery, nextAttempt } from '../domain/notices/delivery.ts';
import { type Lane, lanes } from '../domain/notices/subscriber.ts';
import type { Language } from '../domain/text.ts';
import type { Log } from '../operating/log.ts';
import { CONNECTIONS, LETTER_TAKES } from '../outbound/mail.ts';
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
	/** Says once that the mail server cannot be used, and once that it can again. @param failure null where it answers */
	tellOfMail: (failure: string | null) => void;
	signal: AbortSignal;
}

/** What is no publication, such as a test, is found after that. */
const LOOKED_EVERY = 3 * SECOND;
/** So many are sent at the same time. */
const SENDING: Record<Lane, number> = { web: 64, mail: CONNECTIONS };
/** So many are claimed ahead for each that can be sent: each claim is a transaction. */
const AHEAD: Record<Lane, number> = { web: 1, mail: 10 };
/** Sending one takes no longer than that. */
const TAKES: Record<Lane, number> = { web: 30 * SECOND, mail: LETTER_TAKES + 30 * SECOND };
/** What a process has claimed that died, another one sends that much after it could have been sent. */
const SPARE = MINUTE;
/** What is under way when the server stops has so long. */
const LAST_MOMENTS = 8 * SECOND;

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
	const tellOfMail = tellingOnce(log);
	const work = { surroundings, outlets, clock, log, words: freshWords(), tellOfMail, signal: stopping.signal };
	// Letters wait until there is a way for them.
	const kept = lanes.filter((lane) => lane === 'web' || outlets.mail !== null).map((lane) => keepLane(lane, work));
	const looking = keepLooking({ publications }, clock, log, {
		look: async () => {
			await makeDeliveries(surroundings.stores, clock);
			await Promise.all(kept.map(({ refill }) => refill()));
			const due = await Promise.all(kept.map(({ lane }) => deliveries.nextDue(lane)));
			// What is due already waits for room or for its pace, and its lane goes on by itself.
			return Math.min(...due.map((at) => (at !== null && at > clock() ? at : Number.POSITIVE_INFINITY)));
		},
		settling: 0,
		longest: LOOKED_EVERY,
		afterFailure: 5 * SECOND,
		words: { failed: 'subscribers could not be told', again: 'subscribers are told again' },
	});
	return async () => {
		stopping.abort();
		void looking.stop();
		const cut = setTimeout(() => outlets.mail?.close(), LAST_MOMENTS);
		await Promise.allSettled(kept.map(({ ended }) => ended()));
		clearTimeout(cut);
		outlets.mail?.close();
	};
}

interface KeptLane {
	lane: Lane;
	refill: () => Promise<void>;
	ended: () => Promise<unknown>;
}

/** Sends what is due in one lane: one receiver that is slow holds up nobody but itself. */
function keepLane(lane: Lane, work: Work): KeptLane {
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
				claimed.push(...(await deliveries.claim(lane, now, now + TAKES[lane] + SPARE, room)));
			}
			const next = claimed.shift();
			if (!next) return;
			// Before it ended, somebody else might have it, too.
			if (next.dueAt - now < TAKES[lane]) await deliveries.release(next.id, now);
			else start(next);
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
	return { lane, refill, ended };
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
				return this.#keep(all);
			});
		this.#last = this.#next;
		return this.#next;
	}

	/** What cannot be kept keeps nobody else from it. */
	async #keep(all: (Attempt & { id: string })[]): Promise<void> {
		try {
			await this.#deliveries.attempted(all);
		} catch (error) {
			if (all.length === 1) throw error;
			const kept = await Promise.allSettled(all.map((one) => this.#deliveries.attempted([one])));
			const failed = kept.find(({ status }) => status === 'rejected');
			if (failed) throw error;
		}
	}
}

async function attempt(work: Work, delivery: Delivery, notes: Notes): Promise<void> {
	const { surroundings, outlets, clock, log, words, signal } = work;
	const { stores, ...about } = surroundings;
	const subscriber = await stores.subscribers.find(delivery.subscriberId);
	if (!subscriber) return;
	// One that the site does not offer any more has no pages.
	const offered = about.site.languages.find((one) => one === subscriber.language);
	const language = offered ?? (about.site.languages[0] as Language);
	const reading = { ...about, stores, language, now: clock() };
	const sent = await sendDelivery(reading, delivery, subscriber, outlets, words, signal);
	const now = clock();
	// It goes on from here at the next start, or in another process.
	if (signal.aborted && sent.failure !== null) return await stores.deliveries.release(delivery.id, now);
	const again = nextTry(delivery, sent, now);
	const state = sent.failure === null ? 'sent' : again === null ? 'parked' : 'due';
	const { status, failure, isRefusal = false } = sent;
	if (subscriber.channel === 'email') work.tellOfMail(status === null ? failure : null);
	await notes.take(delivery.id, { status, failure, isRefusal, state, dueAt: again, at: now });
	// A program has answered; a person has yet to press the button.
	if (state === 'sent' && delivery.kind === 'challenge' && subscriber.channel === 'webhook')
		await stores.subscribers.confirm(subscriber.id, now);
	if (state !== 'parked') return;
	log.warn({ delivery: delivery.id, failure: sent.failure }, 'a delivery is given up');
	if (isRefusal) await stores.subscribers.quarantine(subscriber.id, now);
}

function tellingOnce(log: Pick<Log, 'info' | 'warn'>): (failure: string | null) => void {
	let isFailing = false;
	return (failure) => {
		if (failure !== null && !isFailing)
			log.warn({ failure }, 'letters cannot be sent; they are tried again, for a day');
		if (failure === null && isFailing) log.info('letters are sent again');
		isFailing = failure !== null;
	};
}

function nextTry(delivery: Delivery, sent: Sent, now: Instant): Instant | null {
	if (sent.failure === null) return null;
	return sent.isRefusal
		? afterRefusal(delivery.refusals + 1, now)
		: nextAttempt(delivery.createdAt, delivery.attempts + 1, now, Math.random());
}
