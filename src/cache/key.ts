/** The query parameters that pages know, by the end of their path. Any other is dropped: it never makes a second entry. */
const known: [RegExp, string[]][] = [
	[/^(\/[a-z-]+)?\/history\/?$/, ['q', 'kind', 'component']],
	[/^(\/[a-z-]+)?\/history\/[\d-]+\/?$/, ['kind', 'component']],
	[/^(\/[a-z-]+)?\/promises$/, ['document', 'criticality', 'plan', 'accepted_at', 'received_at']],
	[/\/sla\/[^/]+\/?$/, ['at']],
	[/\/sla\/[^/]+\/compare\/?$/, ['a', 'b']],
];

/** The address under which a page is kept: its path, and of its query only what it knows, in a fixed order. */
export function keyOf(url: string): string {
	const mark = url.indexOf('?');
	if (mark === -1) return url;
	const path = url.slice(0, mark);
	const names = known.find(([pattern]) => pattern.test(path))?.[1] ?? [];
	const given = new URLSearchParams(url.slice(mark + 1));
	const kept = names.flatMap((name) => (given.has(name) ? [[name, given.get(name) as string]] : []));
	return kept.length === 0 ? path : `${path}?${new URLSearchParams(kept)}`;
}
