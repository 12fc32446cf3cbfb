import { LRUCache } from 'lru-cache';
import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Delivery } from '../domain/notices/delivery.ts';
import { linkToken, type Purpose } from '../domain/notices/signed-link.ts';
import { type Subscriber, secretsOf } from '../domain/notices/subscriber.ts';
import type { Told } from '../domain/notices/told.ts';
import { letter } from '../notify/letter.ts';
import { messageTo, type TelegramBot } from '../notify/message-to.ts';
import { webhookMessage } from '../notify/webhook.ts';
import { wordsOf } from '../outbound/failure.ts';
import type { MailOutlet } from '../outbound/mail.ts';
import { post, postUnread } from '../outbound/post.ts';
import type { ResourceReading } from '../queries/admin/resource.ts';
import { occasionOf } from '../queries/notices/occasion.ts';
import { subscriptionUrl } from '../queries/notices/subscription-url.ts';
import { lateIn, toldOf, toldOfSubscription, toldOfTest } from '../queries/notices/told.ts';
import { subscriptionSubject } from '../queries/pages/subscription-subject.ts';
import { challengeContent, occasionContent, testContent } from '../queries/statuspage/notices.ts';

/** By what letters and messages leave; null for what the operator has not set up. */
export interface Outlets {
	mail: MailOutlet | null;
	/** So many letters leave in a second at most; null for as many as can. */
	mailPerSecond: number | null;
	telegram: TelegramBot | null;
}

/** What became of one attempt. */
export interface Sent {
	/** What was answered; null where nothing was. */
	status: number | null;
	/** Why it counts as not arrived; null where it has. */
	failure: string | null;
	/** Does the server of its receiver refuse the address, today and tomorrow? */
	isRefusal?: boolean;
}

const NOTHING_TO_TELL: Sent = { status: null, failure: null };

/** Tens of thousands are told the same: it is put into words once for each language. */
export type Words = LRUCache<string, News>;

interface News {
	/** Null for what there is nothing to tell of any more. */
	told: Told | null;
	/** When it was meant to come. */
	at: Instant;
	isOutdated: boolean;
}

export function freshWords(): Words {
	return new LRUCache({ max: 50 });
}

/** @param reading in the language of the subscriber */
export async function sendDelivery(
	reading: ResourceReading,
	delivery: Delivery,
	subscriber: Subscriber,
	{ mail, telegram }: Outlets,
	words: Words,
	signal: AbortSignal,
): Promise<Sent> {
	if (subscriber.channel === 'webhook') return await sendWebhook(reading, delivery, subscriber, signal);
	const told = await toldTo(reading, delivery, subscriber, words);
	// What was taken away meanwhile is nothing to tell.
	if (told === null) return NOTHING_TO_TELL;
	if (subscriber.channel === 'email') return await sendLetter(reading, delivery, subscriber, told, mail);
	const message = messageTo(subscriber.channel, subscriber.address, told, telegram);
	if (message === null) return { status: null, failure: 'there is no bot: TELEGRAM_BOT_TOKEN is not set' };
	return await answered(async () => {
		// Only the operator says where a bot is spoken for.
		const allowPrivate = reading.site.monitoring.allow_private;
		return await postUnread(message.url, message, { allowPrivate, signal });
	});
}

async function toldTo(
	reading: ResourceReading,
	{ kind, source }: Delivery,
	subscriber: Subscriber,
	words: Words,
): Promise<Told | null> {
	if (kind === 'test') return toldOfTest(reading);
	if (kind === 'challenge' || kind === 'preferences') {
		const about = await subscriptionSubject(reading, subscriber.subject);
		const link = linkFor(reading, subscriber, kind === 'challenge' ? 'confirm' : kind);
		return toldOfSubscription(reading, kind, link, about);
	}
	// What was corrected meanwhile is told as it is now, and how near something is by the minute.
	const at = [reading.stores.publications.current(), Math.floor(reading.now / MINUTE)];
	const key = [source, reading.language, ...at].join(' ');
	const known = words.get(key) ?? (await newsIn(reading, source ?? ''));
	words.set(key, known);
	return known.told && { ...known.told, late: lateIn(reading, known) };
}

async function newsIn(reading: ResourceReading, source: string): Promise<News> {
	const occasion = await occasionOf(reading.stores, source);
	if (!occasion) return { told: null, at: 0, isOutdated: false };
	return { told: await toldOf(reading, occasion), at: occasion.at, isOutdated: occasion.isOutdated };
}

async function sendLetter(
	reading: ResourceReading,
	{ id, kind }: Delivery,
	subscriber: Subscriber,
	told: Told,
	mail: MailOutlet | null,
): Promise<Sent> {
	if (mail === null) return { status: null, failure: 'there is no mail server: SMTP_URL is not set' };
	const isQuestion = kind === 'challenge' || kind === 'preferences';
	const ways = {
		preferences: linkFor(reading, subscriber, 'preferences'),
		unsubscribe: linkFor(reading, subscriber, 'unsubscribe'),
	};
	const sender = { host: new URL(reading.siteUrl).hostname, id, subscriberId: subscriber.id };
	const failure = await mail.send({ ...letter(told, isQuestion ? null : ways, sender), to: subscriber.address });
	if (failure === null) return { status: 250, failure: null };
	return { status: failure.status, failure: failure.words, isRefusal: failure.isRefusal };
}

async function sendWebhook(
	reading: ResourceReading,
	{ id, kind, source }: Delivery,
	subscriber: Subscriber,
	signal: AbortSignal,
): Promise<Sent> {
	const content = await contentOf(reading, kind, source, id);
	if (content === null) return NOTHING_TO_TELL;
	const message = webhookMessage(id, content, secretsOf(subscriber, reading.now), reading.now);
	const options = { allowPrivate: reading.site.monitoring.allow_private, signal };
	if (kind !== 'challenge') return await answered(() => postUnread(subscriber.address, message, options));
	// Only of a challenge does it matter what is answered.
	let text = '';
	const sent = await answered(async () => {
		const answer = await post(subscriber.address, message, options);
		text = answer.text;
		return answer.status;
	});
	if (sent.failure !== null || text.includes(id)) return sent;
	return { ...sent, failure: 'it does not answer with the challenge' };
}

async function contentOf(
	reading: ResourceReading,
	kind: Delivery['kind'],
	source: string | null,
	id: string,
): Promise<object | null> {
	if (kind === 'challenge') return challengeContent(reading, id);
	if (kind === 'test' || source === null) return testContent(reading);
	const occasion = await occasionOf(reading.stores, source);
	return occasion && (await occasionContent(reading, occasion));
}

/** @param send answers with a status */
async function answered(send: () => Promise<number>): Promise<Sent> {
	try {
		const status = await send();
		return { status, failure: status < 200 || status > 299 ? `it answers with status ${status}` : null };
	} catch (error) {
		return { status: null, failure: wordsOf(error) };
	}
}

function linkFor(reading: ResourceReading, subscriber: Subscriber, purpose: Purpose): string {
	return subscriptionUrl(reading, purpose, linkToken(subscriber, purpose, reading.now));
}
