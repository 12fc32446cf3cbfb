import { linkForLetter } from '../commands/people.ts';
import { may } from '../domain/actor.ts';
import { isDatabaseError } from '../domain/errors.ts';
import { type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import type { Told } from '../domain/notices/told.ts';
import { actorOf, LETTER_WRITTEN_AT_MOST, nextLetterAttempt, type PersonLetter } from '../domain/person.ts';
import type { Language } from '../domain/text.ts';
import { letter } from '../notify/letter.ts';
import type { Log } from '../operating/log.ts';
import { LETTER_TAKES, type MailOutlet } from '../outbound/mail.ts';
import type { ResourceReading } from '../queries/admin/resource.ts';
import { toldOfDueUpdate } from '../queries/notices/told-of-due-update.ts';
import { toldOfDraft, toldOfLink } from '../queries/notices/told-of-link.ts';
import { toldOfSecurity } from '../queries/notices/told-person.ts';
import type { Stores } from '../stores/stores.ts';
import { keepLooking } from './keep-looking.ts';

type Surroundings = Pick<ResourceReading, 'site' | 'siteUrl'> & {
	stores: Pick<Stores, 'people' | 'publications' | 'incidents'>;
};

const LOOKED_EVERY = 2 * SECOND;

/**
 * Sends people their links, what changed of their account and the reminders that they want by mail, and tries until that would
 * have no use any more; what cannot be written for a fault of ours is given up after a few attempts, and the log says so. Any
 * number of processes may do it at once. After a power cut a letter may come twice: the later link works, and so does the earlier one until either was used.
 *
 * @returns stops it; resolves once what is under way has ended
 */
export function keepPersonLetters(
	{ stores, ...about }: Surroundings,
	mail: Pick<MailOutlet, 'send'>,
	clock: () => Instant,
	log: Pick<Log, 'info' | 'warn' | 'error'>,
): () => Promise<void> {
	let isStopped = false;
	const sendDue = async () => {
		while (!isStopped) {
			const now = clock();
			const claimed = await stores.people.claimLetter(now, now + LETTER_TAKES + MINUTE);
			if (claimed === null) break;
			await send(claimed);
		}
		return (await stores.people.nextLetterDue()) ?? Number.POSITIVE_INFINITY;
	};
	/** Null for what has no use any more. */
	const toldIn = async (claimed: PersonLetter): Promise<Told | null> => {
		const person = (await stores.people.list()).find(({ email }) => email === claimed.email);
		const offered = about.site.languages.find((one) => one === (claimed.language ?? person?.language));
		const reading = { ...about, stores, language: offered ?? (about.site.languages[0] as Language) };
		if (claimed.kind === 'reminder' || claimed.kind === 'review') {
			// Whoever may do nothing about it any more is not written to.
			if (!person || !may(actorOf(person), claimed.kind === 'reminder' ? 'status' : 'sla')) return null;
			return claimed.kind === 'reminder' ? toldOfDueUpdate(reading, claimed) : toldOfDraft(reading, claimed.about);
		}
		if (claimed.kind === 'security') return person ? toldOfSecurity(reading, claimed.about, claimed.createdAt) : null;
		const link = await linkForLetter(stores, claimed, clock());
		return link && toldOfLink(reading, claimed.kind, link);
	};
	const unwritten = async (claimed: PersonLetter, error: unknown): Promise<'unwritten'> => {
		if (isDatabaseError(error)) throw error;
		const again = claimed.attempts < LETTER_WRITTEN_AT_MOST ? nextLetterAttempt(claimed, clock()) : null;
		await stores.people.letterTried(claimed.id, again);
		const which = { letter: claimed.kind, again: again !== null, err: error };
		log.error(which, 'a letter to somebody of the console could not be written');
		return 'unwritten';
	};
	const send = async (claimed: PersonLetter) => {
		const told = await toldIn(claimed).catch((error: unknown) => unwritten(claimed, error));
		if (told === 'unwritten') return;
		if (told === null) return await stores.people.letterTried(claimed.id, null);
		const sender = { host: new URL(about.siteUrl).hostname, id: claimed.id, subscriberId: claimed.id };
		const failure = await mail.send({ ...letter(told, null, sender), to: claimed.email });
		const again = failure === null || failure.isRefusal ? null : nextLetterAttempt(claimed, clock());
		await stores.people.letterTried(claimed.id, again);
		if (failure !== null)
			log.warn(
				{ failure: failure.words, again: again !== null },
				'a letter to somebody of the console could not be sent',
			);
	};
	const looking = keepLooking(stores, clock, log, {
		look: sendDue,
		settling: Number.POSITIVE_INFINITY,
		longest: LOOKED_EVERY,
		afterFailure: 5 * SECOND,
		words: { failed: 'letters with links could not be seen to', again: 'letters with links are seen to again' },
	});
	return async () => {
		isStopped = true;
		await looking.stop();
	};
}
