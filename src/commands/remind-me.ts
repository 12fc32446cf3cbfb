import { type Actor, allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { REMINDED_BEFORE, refuseWithoutMail } from '../domain/person.ts';
import type { Language } from '../domain/text.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/**
 * Sends somebody a letter shortly before the next update that an incident announces now, unless somebody writes one before;
 * or takes that back. It is theirs alone: no publication.
 *
 * @throws DomainError `forbidden`, `not_found`, `conflict` where no update is announced, or it is due already, or no letter can be sent
 */
export async function remindMe(
	{ people, incidents }: Pick<Stores, 'people' | 'incidents'>,
	id: string,
	wanted: boolean,
	{ email, by, sendsMail }: { email: string; by: Actor; sendsMail: boolean },
	language: Language,
	now: Instant,
): Promise<void> {
	allow(by, 'status');
	if (!wanted) return people.remind(id, email, null);
	refuseWithoutMail(sendsMail);
	const incident = await incidents.find(id);
	if (!incident) throw new DomainError('not_found', `There is no incident ${id}`);
	const { nextUpdateAt = null } = incident;
	if (nextUpdateAt === null || nextUpdateAt <= now || incident.resolvedAt !== null || incident.retraction) {
		throw new DomainError('conflict', 'No update of this incident is still to come');
	}
	await people.remind(id, email, {
		...{ id: newId(), kind: 'reminder', email, language, attempts: 0, createdAt: now },
		...{ dueAt: Math.max(now, nextUpdateAt - REMINDED_BEFORE), about: id, updateDueAt: nextUpdateAt },
	});
}
