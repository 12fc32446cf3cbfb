/** What of the history an address shows. */
export interface HistoryQuery {
	q?: string | null | undefined;
	kind?: string | null | undefined;
	component?: string | null | undefined;
}

/** `?q=…&kind=…&component=…`, with what there is, always in this order. */
export function historyQuery({ q, kind, component }: HistoryQuery): string {
	const given = Object.entries({ q, kind, component }).flatMap(([name, value]) => (value ? [[name, value]] : []));
	return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
