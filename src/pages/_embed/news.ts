import type { APIContext } from 'astro';
import { noteworthy } from '#app/queries/pages/embed.ts';
import { headlineContext } from '../../components/said-headline.ts';
import { shapes } from '../../components/shapes.ts';
import type { ShownStatus } from '../../domain/component.ts';
import { isolated } from '../../i18n/direction.ts';
import { headlineSentence } from '../../i18n/headline-words.ts';
import { pageContext } from '../../layouts/context.ts';

/** One line in a page of others. */
export interface Piece {
	mark: ShownStatus;
	/** The path of its mark, in a square of 16. */
	shape: string;
	text: string;
	url: string;
}

/** How many works are told: the rest is on the site. */
const WORKS = 2;

/** What is wrong or planned, in the words of the address's language; nothing where there is no news. */
export async function newsOf(context: Pick<APIContext, 'locals' | 'url' | 'cache'>): Promise<Piece[]> {
	const { reading, t, format, language, link, siteUrl, keptUntil } = pageContext(context);
	const { headline, names, works, validUntil } = await noteworthy(reading);
	context.cache.set(keptUntil(validUntil, ['site', 'incidents', 'maintenance']));
	const piece = (mark: ShownStatus, text: string, path: string): Piece => {
		return { mark, shape: shapes[mark] as string, text, url: siteUrl + link(path) };
	};
	const wrong = headline && {
		mark: headline.mark,
		text: headlineSentence(headline, headlineContext({ language, format }, names)),
	};
	return [
		...(wrong ? [piece(wrong.mark, `${wrong.text}.`, '/')] : []),
		...works.slice(0, WORKS).map(({ id, title, planned, underWay }) => {
			const name = isolated(title.wording);
			const when = format.zoned(planned.start);
			const text = underWay ? t.embed.now(name) : t.embed.planned(name, when);
			return piece('under_maintenance', text, `/maintenance/${id}`);
		}),
	];
}
