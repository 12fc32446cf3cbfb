import { type Added, addSubscribers } from '../commands/add-subscribers.ts';
import { addSubscriber, noteDownload, removeSubscriber, sendTest } from '../commands/subscribers.ts';
import { DomainError } from '../domain/errors.ts';
import type { DeliveryKind } from '../domain/notices/delivery.ts';
import type { Channel, Subscriber } from '../domain/notices/subscriber.ts';
import type { Writing } from '../domain/publication.ts';
import { ContentError } from '../files/content-error.ts';
import { NewSubscriber } from '../inputs/subscriber.ts';
import { allSubscribers } from '../queries/admin/all-subscribers.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { addedFrom, readSubscribers } from '../subscriber-lists/read-list.ts';
import { listOf } from '../subscriber-lists/write-list.ts';
import { makeOnce, type Outcome } from './act.ts';
import { said } from './said.ts';
import type { Visit } from './visit.ts';

/** What was done with those who are told. */
export type Done =
	| { kind: 'removed' }
	/** `test`, or the question whether its receiver wants to hear. */
	| { kind: 'sent'; what: DeliveryKind }
	/** With the secret, which is not shown again. */
	| { kind: 'added'; subscriber: Subscriber }
	| { kind: 'imported'; sum: Added; channels: Channel[] };

type Desk = Reading & { stores: Stores };

/**
 * Does what a form says, once: by the same commands, and the same schemas, as by the API and the command line.
 *
 * @returns what was done; null where it was refused, or done by this form before
 */
export async function actOnSubscribers(
	desk: Desk,
	visit: Visit,
	form: URLSearchParams,
): Promise<{ outcome: Outcome; done: Done | null }> {
	const { outcome, made } = await makeOnce(desk.stores, visit, '/admin/subscribers', async (writing) => {
		const done = await act(desk, form, writing);
		return { subject: done.kind === 'added' ? `subscriber/${done.subscriber.id}` : 'subscriber/list', made: done };
	});
	return { outcome, done: made };
}

/** All of them, as CSV. */
export async function takeAlong({ stores, now }: Desk, writing: Writing): Promise<string> {
	const all = await allSubscribers(stores);
	await noteDownload(stores, all.length, writing, now);
	return listOf(all);
}

async function act({ stores, site, language, now }: Desk, form: URLSearchParams, writing: Writing): Promise<Done> {
	const id = form.get('id') ?? '';
	switch (form.get('step')) {
		case 'remove':
			await removeSubscriber(stores, id, writing, now);
			return { kind: 'removed' };
		case 'test':
			return { kind: 'sent', what: (await sendTest(stores, id, writing, now)).kind };
		case 'import': {
			const listed = readPasted(form.get('list') ?? '');
			const wanted = addedFrom(listed, form.has('confirmed'));
			const sum = await addSubscribers(stores, site, wanted, writing, now);
			return { kind: 'imported', sum, channels: [...new Set(wanted.map(({ channel }) => channel))] };
		}
		default: {
			const wanted = said(NewSubscriber, wishIn(form), language);
			return { kind: 'added', subscriber: await addSubscriber(stores, site, wanted, writing, now) };
		}
	}
}

function wishIn(form: URLSearchParams): object {
	const [channel, address] = [form.get('channel') ?? '', form.get('address') ?? ''];
	return { channel, address, language: form.get('language') || null };
}

const NAME = 'CSV';
/** So many are read, compared and asked within a second, during which nobody is served. */
const MOST_LINES = 5000;

function readPasted(source: string): ReturnType<typeof readSubscribers> {
	if (source.split(/\r\n?|\n/, MOST_LINES + 2).length > MOST_LINES + 1) {
		const detail = `Expected at most ${MOST_LINES} lines at once here; "vigente subscribers import" takes more`;
		throw new DomainError('invalid', 'The list is too long', [{ pointer: '/list', detail }]);
	}
	try {
		return readSubscribers(NAME, source);
	} catch (error) {
		if (!(error instanceof ContentError)) throw error;
		// That nothing was recorded is said by the screen.
		const flaws = error.lines.filter((line) => line.startsWith(`${NAME}: `));
		throw new DomainError(
			'invalid',
			'The list is not as expected',
			flaws.map((detail) => ({ pointer: '/list', detail: detail.slice(NAME.length + 2) })),
		);
	}
}
