import { allow } from '../domain/actor.ts';
import { refuseRedaction } from '../domain/incidents/redaction.ts';
import type { Instant } from '../domain/instant.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewRedaction } from '../inputs/corrections.ts';
import type { Stores } from '../stores/stores.ts';
import type { Precondition } from './precondition.ts';
import { type Heed, wipe } from './wipe.ts';

/**
 * Takes words of people out of a maintenance, for good.
 *
 * @throws DomainError `not_found`, `invalid`, `precondition_failed`
 */
export async function redactMaintenance(
	stores: Pick<Stores, 'redactions'>,
	id: string,
	wish: NewRedaction,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Maintenance>,
	heed: Heed,
): Promise<Maintenance> {
	allow(writing.by, 'admin');
	const decide = (maintenance: Maintenance, isRecorded: boolean) => {
		precondition(maintenance);
		refuseRedaction(
			[maintenance.title, maintenance.retraction?.reason, maintenance.updates.map(({ body, edits }) => [body, edits])],
			wish.words,
			wish.reason,
			isRecorded,
		);
	};
	const redacted = await stores.redactions.maintenance(id, wish, decide, writing, now);
	await wipe(stores, heed);
	return redacted;
}
