import { DAY, type Instant } from '../instant.ts';
import type { Language } from '../text.ts';
import type { Wish } from './notice.ts';

/** How we tell: by letter, by a request that a program reads, or as a message in a room. */
export const channels = [
	...(['email', 'webhook', 'slack', 'teams', 'discord', 'google_chat', 'mattermost', 'telegram'] as const),
] as const;
export type Channel = (typeof channels)[number];

/** Whom we tell. */
export interface Subscriber extends Wish {
	id: string;
	channel: Channel;
	/** Where it is told: an e-mail address in lower case, an address of HTTPS, or the id of a chat of Telegram. */
	address: string;
	/** In which it is told; null for the site's first. */
	language: Language | null;
	createdAt: Instant;
	/** Null until its receiver has said that it wants to hear: until then it hears of nothing else. */
	confirmedAt: Instant | null;
	/** When its address was given up, since it was refused again and again; null while it is not. */
	quarantinedAt: Instant | null;
	/** With which messages to programs, and links in letters, are signed. */
	secret: string;
	/** The one before, which is valid still. */
	former: { secret: string; until: Instant } | null;
}

/** So long both secrets are good: whoever receives has time to change it. */
export const BOTH_VALID = DAY;

/** Those that are good now, the newest first. */
export function secretsOf({ secret, former }: Pick<Subscriber, 'secret' | 'former'>, now: Instant): string[] {
	return former !== null && now < former.until ? [secret, former.secret] : [secret];
}

/** Is it told of what is published? It has said that it wants to, and its address is not given up. */
export function hears({ confirmedAt, quarantinedAt }: Pick<Subscriber, 'confirmedAt' | 'quarantinedAt'>): boolean {
	return confirmedAt !== null && quarantinedAt === null;
}

/** Letters go out at their own pace, beside all else. */
export function laneOf(channel: Channel): Lane {
	return channel === 'email' ? 'mail' : 'web';
}

export const lanes = ['web', 'mail'] as const;
export type Lane = (typeof lanes)[number];

/** What the operator has not set up yet, without which nothing reaches a subscriber; null for nothing. */
export type MissingWay = 'mail_server' | 'telegram_bot' | null;

/** What the operator has set up. */
export interface Ways {
	mail: object | null;
	telegramBot: string | null;
}

export function missingWay(channel: Channel, ways: Ways): MissingWay {
	if (channel === 'email' && ways.mail === null) return 'mail_server';
	return channel === 'telegram' && ways.telegramBot === null ? 'telegram_bot' : null;
}

/** So many by each channel, without those by which nobody hears. */
export type ByChannel = readonly (readonly [Channel, number])[];

/** Of those who would be told: how many are told at once, and how many wait for what is not set up. */
export function reachedBy(
	byChannel: ByChannel,
	ways: Ways,
): { told: number; waiting: [NonNullable<MissingWay>, number][] } {
	let told = 0;
	const waiting: [NonNullable<MissingWay>, number][] = [];
	for (const [channel, count] of byChannel) {
		const way = missingWay(channel, ways);
		if (way === null) told += count;
		else waiting.push([way, count]);
	}
	return { told, waiting };
}

export function countedByChannel(some: readonly Pick<Subscriber, 'channel'>[]): ByChannel {
	const counts = Map.groupBy(some, ({ channel }) => channel);
	return channels.flatMap((one) => (counts.has(one) ? [[one, counts.get(one)?.length ?? 0] as const] : []));
}
