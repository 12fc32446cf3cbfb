// While somebody looks at the page, it follows what happens: once a minute it asks whether anything has changed.
const MINUTE = 60_000;
/** One failure is a tunnel; after two in a row the page says of when it is. */
const PATIENCE = 2;
const parts = ['content', 'notice'];

let etag: string | null = null;
let failures = 0;
// What the server last said; not what stands on the page, which a reader may have folded and unfolded since.
let known = parts.map((id) => document.getElementById(id)?.innerHTML);

export function followSite(): void {
	const ask = () => void refresh().then(succeed, fail);
	setInterval(ask, MINUTE);
	document.addEventListener('visibilitychange', ask);
	addEventListener('online', ask);
}

async function refresh(): Promise<Date | null> {
	if (document.hidden) return null;
	const response = await fetch(location.href, { headers: etag ? { 'If-None-Match': etag } : {}, cache: 'no-store' });
	if (response.status !== 200 && response.status !== 304) throw new Error(String(response.status));
	const at = new Date(response.headers.get('date') ?? Date.now());
	if (response.status === 304) return at;
	etag = response.headers.get('etag');
	const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
	const said = parts.map((id) => fresh.getElementById(id)?.innerHTML);
	for (const [i, id] of parts.entries()) if (said[i] !== known[i]) replace(id, fresh);
	known = said;
	document.title = fresh.title;
	const [icon, next] = [document, fresh].map((one) => one.querySelector<HTMLLinkElement>('link[rel=icon]'));
	if (icon && next) icon.href = next.getAttribute('href') ?? icon.href;
	return at;
}

/** The site was reached: of then is what stands here. */
function succeed(at: Date | null): void {
	if (at === null) return;
	if (failures >= PATIENCE) document.getElementById('age')?.replaceChildren();
	failures = 0;
	document.body.classList.remove('old');
	for (const time of document.querySelectorAll<HTMLTimeElement>('.clock')) {
		const options: Intl.DateTimeFormatOptions = {
			...(time.matches('.whole') && { day: 'numeric', month: 'short', year: 'numeric' }),
			timeZone: time.dataset.zone ?? 'UTC',
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23',
		};
		time.dateTime = at.toISOString();
		time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, options).format(at);
	}
}

/** Said once, by whoever reads the page aloud as well. */
function fail(): void {
	failures++;
	if (failures !== PATIENCE) return;
	const age = document.getElementById('age');
	const time = document.querySelector('.clock')?.textContent ?? '';
	if (age) age.textContent = (age.dataset.words ?? '').replace('{}', time);
	document.body.classList.add('old');
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
