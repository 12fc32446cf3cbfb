// While somebody looks at the page, it follows what happens: once a minute it asks whether anything has changed.
const MINUTE = 60_000;
const parts = ['content', 'notice'];
let etag: string | null = null;
// What the server last said; not what stands on the page, which a reader may have folded and unfolded since.
let known = parts.map((id) => document.getElementById(id)?.innerHTML);

async function refresh(): Promise<void> {
	if (document.hidden) return;
	const response = await fetch(location.href, { headers: etag ? { 'If-None-Match': etag } : {}, cache: 'no-store' });
	if (response.status !== 200) return;
	etag = response.headers.get('etag');
	const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
	const said = parts.map((id) => fresh.getElementById(id)?.innerHTML);
	for (const [i, id] of parts.entries()) if (said[i] !== known[i]) replace(id, fresh);
	known = said;
}

/** What was unfolded stays so, and whoever came by keyboard stays where they were. */
function replace(id: string, fresh: Document): void {
	const [shown, next] = [document.getElementById(id), fresh.getElementById(id)];
	if (!shown || !next) return;
	const unfolded = [...shown.querySelectorAll('details')].map(({ open }) => open);
	const focused = shown.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null;
	shown.replaceChildren(...next.childNodes);
	const details = shown.querySelectorAll('details');
	if (details.length === unfolded.length) for (const [i, one] of details.entries()) one.open = unfolded[i] ?? false;
	if (focused) shown.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

// Without a connection the page stays as it is.
const quietly = () => void refresh().catch(() => {});
setInterval(quietly, MINUTE);
document.addEventListener('visibilitychange', quietly);
