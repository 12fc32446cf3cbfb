// While somebody looks at the page, it follows what happens: it asks whether anything has changed once a minute, and soon after
// the site says that something was published.
import { locale } from './locale.ts';

const MINUTE = 60_000;
/** One failure is a tunnel; after two in a row, or after so many minutes asleep, the page says of when it is. */
const PATIENCE = 2;
const parts = ['content', 'notice'];

let etag: string | null = null;
let failures = 0;
/** When the site was last reached, by its own clock. */
let reached = Date.parse(document.querySelector<HTMLTimeElement>('.clock')?.dateTime ?? '');
// What the server last said; not what stands on the page, which a reader may have folded and unfolded since.
let known = parts.map((id) => document.getElementById(id)?.innerHTML);

export function followSite(): void {
	const ask = () => void refresh().then(succeed, fail);
	setInterval(ask, MINUTE);
	document.addEventListener('visibilitychange', ask);
	addEventListener('online', ask);
	document.addEventListener('visibilitychange', () => listen(ask));
	listen(ask);
}

let stream: EventSource | undefined;

/** Not in the background: a browser has few connections for a site. Not all at the same moment: there are many who look. */
function listen(ask: () => void): void {
	stream?.close();
	if (document.hidden || !window.EventSource) return;
	stream = new EventSource('/events');
	stream.onmessage = () => setTimeout(ask, Math.random() * 1000);
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
	const before = spoken();
	for (const [i, id] of parts.entries()) if (said[i] !== known[i]) replace(id, fresh);
	announce(spoken().filter((words) => !before.includes(words)));
	known = said;
	document.title = fresh.title;
	const [icon, next] = [document, fresh].map((one) => one.querySelector<HTMLLinkElement>('link[rel=icon]'));
	if (icon && next) icon.href = next.getAttribute('href') ?? icon.href;
	return at;
}

/** The headline, and what is open and how far that is: what is worth being said aloud when it changes. */
function spoken(): string[] {
	const told = document.querySelectorAll('h1, .live h3, .live strong');
	return [...told].map(({ textContent }) => textContent.trim());
}

/** Once, by whoever reads the page aloud. */
function announce(news: string[]): void {
	const place = document.getElementById('news');
	if (place && news.length > 0) place.textContent = news.join('. ');
}

/** The site was reached: of then is what stands here. */
function succeed(at: Date | null): void {
	if (at === null) return;
	document.getElementById('age')?.replaceChildren();
	failures = 0;
	reached = at.getTime();
	document.body.classList.remove('old');
	for (const time of document.querySelectorAll<HTMLTimeElement>('.clock')) {
		time.dateTime = at.toISOString();
		time.textContent = written(at, time, time.matches('.whole'));
	}
}

function written(at: Date | number, { dataset }: HTMLElement, whole: boolean): string {
	const options: Intl.DateTimeFormatOptions = {
		...(whole && { day: 'numeric', month: 'short', year: 'numeric' }),
		timeZone: dataset.zone ?? 'UTC',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	};
	return new Intl.DateTimeFormat(locale(), options).format(at);
}

/** Said once, by whoever reads the page aloud as well. */
function fail(): void {
	failures++;
	const [age, clock] = [document.getElementById('age'), document.querySelector<HTMLElement>('.clock')];
	const isFresh = failures < PATIENCE && Date.now() - reached < PATIENCE * MINUTE;
	if (!age || !clock || age.textContent || isFresh) return;
	// Whoever looks again tomorrow has to see of which day it is.
	age.textContent = (age.dataset.words ?? '').replace('{}', written(reached, clock, true));
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
