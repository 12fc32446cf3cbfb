import type { Audience } from '../domain/notices/notice.ts';
import type { Writing } from '../domain/publication.ts';

/** What somebody says apart from who is to hear of it. */
export function toldTo<Said extends { notify?: Audience | undefined }>(
	said: Said,
	writing: Writing,
): [Omit<Said, 'notify'>, Writing] {
	const { notify, ...rest } = said;
	return [rest, { ...writing, notify }];
}
