import type { Actor } from './actor.ts';
import type { PublicEvent } from './event.ts';
import type { Audience } from './notices/notice.ts';

/** What is written: by whom, and under which receipt. */
export interface Writing {
	by: Actor;
	/** Who is told of it; unless said, those who chose what it touches. */
	notify?: Audience | undefined;
	/** Present where the caller may repeat the request (Idempotency-Key). */
	receipt?: { tokenId: string; key: string; requestSha256: string };
	/** The id of the post that has waited for this: it is public once, whoever else publishes it. */
	waited?: string;
	/** Only to see what would come of it: all of it is taken back, and this is told what would have been published, and to whom. */
	rehearsal?: (event: PublicEvent, notify: Audience | undefined) => void;
}
