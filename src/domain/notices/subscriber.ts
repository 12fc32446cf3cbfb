import { DAY, type Instant } from '../instant.ts';
import type { Wish } from './notice.ts';

/** Whom we tell. */
export interface Subscriber extends Wish {
	id: string;
	channel: 'webhook';
	/** Where it is told. */
	address: string;
	createdAt: Instant;
	/** Null until its receiver has answered a challenge: until then it hears of nothing else. */
	confirmedAt: Instant | null;
	/** With which messages are signed. */
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
