import type { Instant } from '../domain/instant.ts';
import { actorOf, type CredentialChange, type CredentialLetter, type Person } from '../domain/person.ts';
import type { Language } from '../domain/text.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

/**
 * Enters that somebody changed how they prove who they are, right after they did, and writes it to them: whoever finds a session
 * of theirs open changes nothing of it in silence.
 *
 * @param writesLetters does the site send mail?
 */
export async function noteCredential(
	stores: Pick<Stores, 'people'>,
	person: Pick<Person, 'id' | 'email' | 'role'>,
	change: CredentialChange,
	language: Language,
	writesLetters: boolean,
	now: Instant,
): Promise<void> {
	const letter: CredentialLetter = {
		...{ id: newId(), kind: 'credential', email: person.email, language, about: change },
		...{ attempts: 0, createdAt: now, dueAt: now },
	};
	await stores.people.noteCredential(person.id, change, writesLetters ? letter : null, { by: actorOf(person) }, now);
}
