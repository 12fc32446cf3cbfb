import type { Actor } from './actor.ts';

/** What is written: by whom, and under which receipt. */
export interface Writing {
	by: Actor;
	/** Present where the caller may repeat the request (Idempotency-Key). */
	receipt?: { tokenId: string; key: string; requestSha256: string };
}
