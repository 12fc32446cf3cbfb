import type { Actor } from './actor.ts';

/** What is written: by whom, and under which receipt. */
export interface Writing {
	by: Actor;
	/** False where whoever writes wants nobody to be told of it. */
	notify?: boolean | undefined;
	/** Present where the caller may repeat the request (Idempotency-Key). */
	receipt?: { tokenId: string; key: string; requestSha256: string };
}
