import { subscribe } from '#app/commands/subscribe.ts';
import { DomainError } from '#app/domain/errors.ts';
import { NewSubscriber } from '#app/inputs/subscriber.ts';
import type { Subscriber } from '../../domain/notices/subscriber.ts';
import type { Messages } from '../../i18n/es/messages.ts';
import type { Runtime } from '../../runtime.ts';
import { type Chosen, chosenIn, type Flaw, flawIn, wishIn } from './_answer.ts';

/** What became of a form by which somebody asked to be told. */
export interface Asked {
	/** What was sent, to be shown again; null where it was no form. */
	chosen: Chosen | null;
	/** What is wrong with it, and the status that says so; null where nothing is. */
	flaw: (Flaw & { status: 422 | 429 }) | null;
	/** A program, with its secret, which is shown this once; null for people, who get a message. */
	added: Subscriber | null;
}

/** @param caller the address of the visitor */
export async function askedBy(
	runtime: Runtime,
	form: URLSearchParams | null,
	caller: string,
	words: Messages['subscribe'],
): Promise<Asked> {
	if (form === null) return refused(null, { field: 'form', words: words.flaws.other });
	const chosen = chosenIn(form);
	const { channel, address, subject } = chosen;
	if (await runtime.asking.tooOften(caller)) return refused(chosen, { field: 'form', words: words.flaws.tooMany }, 429);
	const input = NewSubscriber.safeParse({ channel, address, subject, ...wishIn(chosen) });
	if (!input.success) return refused(chosen, flawIn(words, String(input.error.issues[0]?.path[0]), channel));
	const { config, stores, content, asking, clock } = runtime;
	if (channel === 'email' && config.mail === null) return refused(chosen, { field: 'form', words: words.flaws.other });
	try {
		const isLeftInPeace = (digest: string) => asking.tooMuchFor(digest);
		const added = await subscribe(stores, content.site, input.data, clock(), isLeftInPeace);
		return { chosen, flaw: null, added };
	} catch (error) {
		if (!(error instanceof DomainError) || error.code !== 'invalid') throw error;
		return refused(chosen, flawIn(words, error.flaws[0]?.pointer.split('/')[1], channel));
	}
}

function refused(chosen: Chosen | null, flaw: Flaw, status: 422 | 429 = 422): Asked {
	return { chosen, flaw: { ...flaw, status }, added: null };
}
