import type { HeadlineContext } from '../i18n/headline-words.ts';
import type { pageContext } from '../layouts/context.ts';

/** What the sentence of a headline needs, for a reader. @param names of the components, by slug */
export function headlineContext(
	{ language, format }: Pick<ReturnType<typeof pageContext>, 'language' | 'format'>,
	names: ReadonlyMap<string, string>,
): HeadlineContext {
	return {
		language,
		nameOf: (slug) => names.get(slug) ?? slug,
		momentOf: (at) => [format.weekdayAt(at), format.time(at)],
	};
}
