import type { Revision, RevisionText } from '../domain/sla/revision.ts';
import type { Language } from '../domain/text.ts';
import { bodyOf } from './revision-text.ts';

/** A revision that was published, with what its texts say below their front matter. */
export interface EarlierRevision extends Pick<Revision, 'number' | 'terms' | 'authentic'> {
	texts: (Pick<RevisionText, 'language' | 'title' | 'summary'> & { body: string })[];
}

export async function earlierRevision(
	{ number, terms, authentic, texts }: Revision,
	sourceOf: (language: Language) => Promise<string | null>,
): Promise<EarlierRevision> {
	const read = texts.map(async ({ language, title, summary }) => {
		return { language, title, summary, body: bodyOf((await sourceOf(language)) ?? '') };
	});
	return { number, terms, authentic, texts: await Promise.all(read) };
}
