import type { Instant } from '../domain/instant.ts';
import { httpDate } from '../domain/time/memento.ts';

/** The value of the Memento-Datetime header. */
export { httpDate as mementoDate };

/** A document and all its revisions, by their addresses (RFC 7089). */
export interface TimeMap {
	/** Of the document, which is also its own time gate. */
	original: string;
	/** Oldest first, never none. */
	mementos: Memento[];
}

interface Memento {
	url: string;
	inForceFrom: Instant;
}

/** The value of the Link header: the document, its time map, and the way from one of its mementos to the others. */
export function mementoLinks(timeMap: TimeMap, current: string): string {
	const { original, mementos } = timeMap;
	const at = mementos.findIndex(({ url }) => url === current);
	const relations = (i: number) => [
		...(i === 0 ? ['first'] : []),
		...(i === mementos.length - 1 ? ['last'] : []),
		...(i === at - 1 ? ['prev'] : []),
		...(i === at + 1 ? ['next'] : []),
	];
	const named = mementos.flatMap((memento, i) => {
		const rel = relations(i);
		return rel.length === 0 && i !== at ? [] : [mementoLink(memento, rel)];
	});
	return [linkTo(original, 'original timegate'), timeMapLink(timeMap, 'timemap'), ...named].join(', ');
}

/** The time map itself, as application/link-format (RFC 6690). */
export function linkFormat(timeMap: TimeMap): string {
	const { original, mementos } = timeMap;
	const last = mementos.length - 1;
	const all = mementos.map((memento, i) =>
		mementoLink(memento, [...(i === 0 ? ['first'] : []), ...(i === last ? ['last'] : [])]),
	);
	return `${[linkTo(original, 'original timegate'), timeMapLink(timeMap, 'self'), ...all].join(',\n')}\n`;
}

function timeMapLink({ original, mementos }: TimeMap, rel: string): string {
	const [from, until] = [mementos[0], mementos.at(-1)].map((one) => httpDate(one?.inForceFrom ?? 0));
	return `${linkTo(`${original}/timemap`, rel)}; type="application/link-format"; from="${from}"; until="${until}"`;
}

function mementoLink({ url, inForceFrom }: Memento, relations: string[]): string {
	return `${linkTo(url, [...relations, 'memento'].join(' '))}; datetime="${httpDate(inForceFrom)}"`;
}

function linkTo(url: string, rel: string): string {
	return `<${url}>; rel="${rel}"`;
}
