import type { Revision, RevisionText } from '../domain/sla/revision.ts';
import type { Language } from '../domain/text.ts';
import { bodyOf } from './revision-text.ts';

/** The revision that a new one follows, with what its texts say below their front matter. */
export interface EarlierRevision extends Pick<Revision, 'number' | 'terms'> {
	texts: (Pick<RevisionText, 'language' | 'title'> & { body: string })[];
}

export async function earlierRevision(
	{ number, terms, texts }: Revision,
	sourceOf: (language: Language) => Promise<string | null>,
): Promise<EarlierRevision> {
	const read = texts.map(async ({ language, title }) => {
		return { language, title, body: bodyOf((await sourceOf(language)) ?? '') };
	});
	return { number, terms, texts: await Promise.all(read) };
}
