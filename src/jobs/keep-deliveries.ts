import { newId } from '../commands/new-id.ts';
import { type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import { type Delivery, nextAttempt } from '../domain/notices/delivery.ts';
import { isWanted } from '../domain/notices/notice.ts';
import { type Subscriber, secretsOf } from '../domain/notices/subscriber.ts';
import { webhookMessage } from '../notify/webhook.ts';
import type { Log } from '../operating/log.ts';
import { wordsOf } from '../outbound/failure.ts';
import { post, postUnread } from '../outbound/post.ts';
import type { ResourceReading } from '../queries/admin/resource.ts';
import { challengeContent, noticeContent, noticeOf, testContent } from '../queries/statuspage/notices.ts';
import type { Attempt, Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';

type Surroundings = Omit<ResourceReading, 'stores' | 'now'> & { stores: Stores };

/** What is no publication, such as a test, is found after that. */
const LOOKED_EVERY = 3 * SECOND;
/** So many subscribers are seen to in one transaction. */
const AT_ONCE = 500;
/** So many are sent at the same time. */
const SENDING = 64;
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
	clock: () => Instant,
	log: Pick<Log, 'info' | 'warn' | 'error'>,
): () => Promise<void> {
	const stopping = new AbortController();
	const { publications, deliveries } = surroundings.stores;
	const sending = new Set<Promise<void>>();
	let filling: Promise<void> = Promise.resolve();

	/** As many as there is room for: one receiver that is slow holds up nobody but itself. */
	const fill = async () => {
		while (sending.size < SENDING && !stopping.signal.aborted) {
			if (((await deliveries.nextDue()) ?? Number.POSITIVE_INFINITY) > clock()) return;
			const now = clock();
			const claimed = await deliveries.claim(now, now + CLAIMED_FOR, SENDING - sending.size);
			if (claimed.length === 0) return;
			for (const delivery of claimed) {
				const sent = attempt(surroundings, delivery, clock, log, stopping.signal)
					.catch((error: unknown) => {
						// Its claim ends by itself, and then it is tried again.
						if (!stopping.signal.aborted)
							log.error({ err: error, delivery: delivery.id }, 'a delivery could not be noted');
					})
					.finally(() => {
						sending.delete(sent);
						// What fails here, the next look fails of, too, and says so.
						refill().catch(() => {});
					});
				sending.add(sent);
			}
		}
	};
	const refill = () => {
		filling = filling.catch(() => {}).then(fill);
		return filling;
	};
	const looking = keepLooking({ publications }, clock, log, {
		look: async () => {
			await makeDeliveries(surroundings.stores, clock);
			await refill();
			return (await deliveries.nextDue()) ?? Number.POSITIVE_INFINITY;
		},
		settling: 0,
		longest: LOOKED_EVERY,
		afterFailure: 5 * SECOND,
		words: { failed: 'subscribers could not be told', again: 'subscribers are told again' },
	});
	return async () => {
		stopping.abort();
		looking.stop();
		await Promise.allSettled([...sending, filling]);
	};
}

/** Of every publication that waits, for every subscriber who wants to hear of it. */
async function makeDeliveries(stores: Stores, clock: () => Instant): Promise<void> {
	for (let next = await stores.deliveries.waiting(); next !== null; next = await stores.deliveries.waiting()) {
		const { number, after } = next;
		const notice = await noticeOf(stores, number);
		const some = notice === null ? [] : await stores.subscribers.confirmedAfter(after, AT_ONCE);
		const chosen = some.filter((one) => notice !== null && isWanted(one, notice));
		const createdAt = clock();
		const made = chosen.map(({ id }) => ({
			...{ id: newId(), kind: 'publication' as const, number, subscriberId: id, createdAt },
		}));
		await stores.deliveries.make(next, made, some.length < AT_ONCE ? null : (some.at(-1)?.id ?? null));
	}
}

async function attempt(
	{ stores, ...about }: Surroundings,
	delivery: Delivery,
	clock: () => Instant,
	log: Pick<Log, 'warn'>,
	signal: AbortSignal,
): Promise<void> {
	const subscriber = await stores.subscribers.find(delivery.subscriberId);
	if (!subscriber) return;
	const reading = { ...about, stores, now: clock() };
	const sent = await send(reading, delivery, subscriber, signal);
	// It goes on from here at the next start, or in another process.
	if (signal.aborted && sent.failure !== null) return stores.deliveries.release(delivery.id);
	const now = clock();
	const again =
		sent.failure === null ? null : nextAttempt(delivery.createdAt, delivery.attempts + 1, now, Math.random());
	const state = sent.failure === null ? 'sent' : again === null ? 'parked' : 'due';
	await stores.deliveries.attempted(delivery.id, { ...sent, state, dueAt: again, at: now } satisfies Attempt);
	if (state === 'sent' && delivery.kind === 'challenge') await stores.subscribers.confirm(subscriber.id, now);
	if (state === 'parked') log.warn({ delivery: delivery.id, failure: sent.failure }, 'a delivery is given up');
}

/** @returns what was answered, and why it counts as not arrived; null where it has */
async function send(
	reading: ResourceReading,
	{ id, kind, number }: Delivery,
	subscriber: Subscriber,
	signal: AbortSignal,
): Promise<Pick<Attempt, 'status' | 'failure'>> {
	const content = await contentOf(reading, kind, number, id);
	// What was taken away meanwhile is nothing to tell.
	if (content === null) return { status: null, failure: null };
	const message = webhookMessage(id, content, secretsOf(subscriber, reading.now), reading.now);
	const options = { allowPrivate: reading.site.monitoring.allow_private, signal };
	try {
		// Only of a challenge does it matter what is answered.
		const { status, text } =
			kind === 'challenge'
				? await post(subscriber.address, message, options)
				: { status: await postUnread(subscriber.address, message, options), text: id };
		if (status < 200 || status > 299) return { status, failure: `it answers with status ${status}` };
		return { status, failure: text.includes(id) ? null : 'it does not answer with the challenge' };
	} catch (error) {
		return { status: null, failure: wordsOf(error) };
	}
}

async function contentOf(
	reading: ResourceReading,
	kind: Delivery['kind'],
	number: number | null,
	id: string,
): Promise<object | null> {
	if (kind === 'challenge') return challengeContent(reading, id);
	if (kind === 'test' || number === null) return testContent(reading);
	const notice = await noticeOf(reading.stores, number);
	return notice && noticeContent(reading, notice);
}
