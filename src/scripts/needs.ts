const MINUTE = 60_000;

/** While somebody looks at the first screen, what is new there is said, and shown; what they write stays as it is. */
export function followNeeds(): void {
	const shown = document.querySelector<HTMLElement>('[data-new]');
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
	const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-new]');
	if (!next) return;
	const before = sentencesIn(shown);
	const news = sentencesIn(next).filter((sentence) => !before.includes(sentence));
	if (sentencesIn(next).join() === before.join()) return;
	shown.replaceChildren(...next.childNodes);
	const told = document.getElementById('told');
	if (told && news.length > 0) told.textContent = `${shown.dataset.new} ${news.join(' ')}`;
}

function sentencesIn(section: Element): string[] {
	return [...section.querySelectorAll('li > span')].map(({ textContent }) => textContent.trim());
}
