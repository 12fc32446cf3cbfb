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

/**
 * As `toldTo`, for another text of an update: who only adds languages that it lacked tells nobody, unless they say whom. Those who
 * read it in theirs would hear of what they know.
 *
 * @param stands what it is an update of, as it was read
 * @returns also what refuses to say it of something else, where that has changed since. @throws DomainError `precondition_failed`
 */
export function toldOfEdit<Said extends Edit>(
	input: Said,
	updateId: string,
	stands: Updates,
	writing: Writing,
): [Omit<Said, 'notify'>, Writing, (current: Updates) => void] {
	const [change, told] = toldTo(input, writing);
	if (told.notify !== undefined || !isTranslation(change, updateId, stands)) return [change, told, () => {}];
	const refuseOther = (current: Updates) => {
		if (isTranslation(change, updateId, current)) return;
		throw new DomainError('precondition_failed', 'It has changed since this form was opened');
	};
	return [change, { ...told, notify: 'nobody' }, refuseOther];
}

function isTranslation({ body, reason: _, ...others }: Edit, updateId: string, stands: Updates): boolean {
	const before = stands?.updates.find(({ id }) => id === updateId);
	const changesMore = Object.values(others).some((one) => one !== undefined);
	return before !== undefined && body !== undefined && !changesMore && addsLanguagesOnly(before.body, body);
}
