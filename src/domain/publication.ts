import type { Actor } from './actor.ts';
import type { Audience } from './notices/notice.ts';

/** What is written: by whom, and under which receipt. */
export interface Writing {
	by: Actor;
	/** Who is told of it; unless said, those who chose what it touches. */
	notify?: Audience | undefined;
	/** Present where the caller may repeat the request (Idempotency-Key). */
	receipt?: { tokenId: string; key: string; requestSha256: string };
}
