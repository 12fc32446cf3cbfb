import type { Instant } from '../../domain/instant.ts';
import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** That words went, when and why, for this reader. */
export interface RedactionCard {
	at: Instant;
	reason: Wording;
}

/** Oldest first. @param subject such as `incident/k3j9x0c2m1aa` */
export async function redactionCards(reading: Reading, subject: string): Promise<RedactionCard[]> {
	const found = (await reading.stores.redactions.of([subject])).get(subject) ?? [];
	return found.map(({ at, reason }) => ({ at, reason: worded(reading, reason) }));
}
