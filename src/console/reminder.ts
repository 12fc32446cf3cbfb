import { remindMe } from '../commands/remind-me.ts';
import { actorOf } from '../domain/person.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { type Outcome, refusalOf } from './act.ts';
import type { Visit } from './door.ts';

/** Whether somebody wants to be reminded of an announced update: it is so however often it is said. Null where nothing of it was sent. */
export async function reminderOutcome(
	{ stores, language, now }: Reading & { stores: Stores },
	{ form, signedIn }: Visit,
	id: string,
	sendsMail: boolean,
): Promise<Outcome | null> {
	if (form?.get('act') !== 'remind' || form.has('again') || signedIn === null) return null;
	try {
		const whom = { email: signedIn.person.email, by: actorOf(signedIn.person), sendsMail };
		await remindMe(stores, id, form.get('step') === 'on', whom, language, now);
		return { kind: 'done', subject: `incident/${id}` };
	} catch (error) {
		return refusalOf(error);
	}
}
