import { DomainError } from '../domain/errors.ts';
import type { Audience } from '../domain/notices/notice.ts';
import type { Writing } from '../domain/publication.ts';
import { addsLanguagesOnly, type Text } from '../domain/text.ts';

/** What somebody says apart from who is to hear of it. */
export function toldTo<Said extends { notify?: Audience | undefined }>(
	said: Said,
	writing: Writing,
): [Omit<Said, 'notify'>, Writing] {
	const { notify, ...rest } = said;
	return [rest, { ...writing, notify }];
}

interface Edit {
	body?: Text | undefined;
	reason?: Text | undefined;
	notify?: Audience | undefined;
}

/** What updates stand in. */
type Updates = { updates: readonly { id: string; body: Text }[] } | undefined;

/** What is told of a change, and to whom; and what refuses to say it of something else, where that has changed since. @throws DomainError `precondition_failed` */
type Told<Said, Stands> = [Omit<Said, 'notify'>, Writing, (current: Stands) => void];

/**
 * As `toldTo`, for another text of an update: who only adds languages that it lacked tells nobody, unless they say whom. Those who
 * read it in theirs would hear of what they know.
 *
 * @param stands what it is an update of, as it was read
 */
export function toldOfEdit<Said extends Edit>(
	input: Said,
	updateId: string,
	stands: Updates,
	writing: Writing,
): Told<Said, Updates> {
	return toldBut(toldTo(input, writing), stands, ({ body, reason: _, ...others }, current) => {
		const before = current?.updates.find(({ id }) => id === updateId);
		return before !== undefined && body !== undefined && !isAny(others) && addsLanguagesOnly(before.body, body);
	});
}

/** As `toldOfEdit`, for other facts of an incident or of work: who only adds languages that its title lacked, and gives no reason. */
export function toldOfFacts<Said extends { title?: Text | undefined; notify?: Audience | undefined }>(
	input: Said,
	stands: { title: Text } | undefined,
	writing: Writing,
): Told<Said, { title: Text } | undefined> {
	return toldBut(toldTo(input, writing), stands, ({ title, ...others }, current) => {
		if (current === undefined || isAny(others)) return false;
		return addsLanguagesOnly(current.title, { ...current.title, ...title });
	});
}

function toldBut<Change, Stands>(
	[change, told]: [Change, Writing],
	stands: Stands,
	isTranslation: (change: Change, current: Stands) => boolean,
): [Change, Writing, (current: Stands) => void] {
	if (told.notify !== undefined || !isTranslation(change, stands)) return [change, told, () => {}];
	const refuseOther = (current: Stands) => {
		if (isTranslation(change, current)) return;
		throw new DomainError('precondition_failed', 'It has changed since this form was opened');
	};
	return [change, { ...told, notify: 'nobody' }, refuseOther];
}

function isAny(facts: object): boolean {
	return Object.values(facts).some((one) => one !== undefined);
}
