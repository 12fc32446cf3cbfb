import type { Stores } from '../stores/stores.ts';

/** Told when words are gone from all that can be asked, and may still lie in unused parts of the database's file. */
export type Heed = (error: unknown) => void;

/** What was redacted is redacted: whoever asked for it is not told that it failed. */
export async function wipe({ redactions }: Pick<Stores, 'redactions'>, heed: Heed): Promise<void> {
	try {
		await redactions.wipe();
	} catch (error) {
		heed(error);
	}
}
