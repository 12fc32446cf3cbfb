import type { AstroGlobal } from 'astro';
import type { DocumentPage } from '#app/queries/pages/document-pages.ts';
import { mementoLinks, type TimeMap } from '#app/render/memento.ts';
import { pageContext } from '../../layouts/context.ts';

type Context = Pick<AstroGlobal, 'locals' | 'url'>;

/** The revisions of a document as mementos of it, at their addresses in this language. */
export function timeMapOf(context: Context, { entry, revisions }: DocumentPage): TimeMap {
	const { siteUrl, link } = pageContext(context);
	const original = siteUrl + link(`/sla/${entry.document}`);
	const oldestFirst = revisions.toReversed();
	return {
		original,
		mementos: oldestFirst.map(({ number, inForceFrom }) => ({ url: `${original}/${number}`, inForceFrom })),
	};
}

/** The Link header of the document, or of one of its revisions. */
export function mementoHeaders(context: Context, page: DocumentPage, number: number): [string, string][] {
	const timeMap = timeMapOf(context, page);
	return [['link', mementoLinks(timeMap, `${timeMap.original}/${number}`)]];
}
