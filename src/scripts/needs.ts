const MINUTE = 60_000;

/** While somebody looks at the first screen, what is new there is said, and shown; what they write stays as it is. */
export function followNeeds(): void {
	const shown = document.querySelector<HTMLElement>('[data-new-one]');
	if (!shown) return;
	const ask = () => void refresh(shown).catch(() => {});
	setInterval(ask, MINUTE);
	document.addEventListener('visibilitychange', ask);
	if (window.EventSource) new EventSource('/events').onmessage = ask;
}

async function refresh(shown: HTMLElement): Promise<void> {
	if (document.hidden) return;
	const response = await fetch(location.pathname, { cache: 'no-store' });
	// Whoever is signed out meanwhile is told when they send something.
	if (!response.ok || response.redirected) return;
	const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-new-one]');
	if (!next) return;
	const before = new Set(needsIn(shown).map(({ id }) => id));
	const news = needsIn(next).filter(({ id }) => !before.has(id));
	const hasChanged = JSON.stringify(needsIn(next)) !== JSON.stringify(needsIn(shown));
	// Whoever writes why something is put aside goes on writing.
	if (!hasChanged || shown.contains(document.activeElement)) return;
	shown.replaceChildren(...next.childNodes);
	const told = document.getElementById('told');
	if (told && news.length > 0)
		told.textContent = `${countOf(news.length, shown)} ${news.map(({ said }) => said).join(' ')}`;
}

/** Each by what it is about: how late something is changes with every minute, and is no news. */
function needsIn(section: Element): { id: string; said: string }[] {
	return [...section.querySelectorAll<HTMLElement>('li[data-need]')].map((row) => {
		return { id: row.dataset.need ?? '', said: row.querySelector('span')?.textContent.trim() ?? '' };
	});
}

function countOf(count: number, { dataset }: HTMLElement): string {
	return (count === 1 ? dataset.newOne : dataset.newMany?.replace('2', String(count))) ?? '';
}
