const FIRST_UPDATE = '#first-update';

/** For those at a keyboard: `r` reports, `u` writes the first update, `?` lists the keys, whose list is there without them. */
export function heedKeys(): void {
	if (location.hash === FIRST_UPDATE) openFirstUpdate();
	addEventListener('keydown', (event) => {
		const { target, key } = event;
		const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select');
		if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
		if (key === 'r') follow('r');
		if (key === 'u') {
			event.preventDefault();
			if (!openFirstUpdate()) follow('u');
		}
		if (key === '?') showKeys();
	});
}

function follow(key: string): void {
	document.querySelector<HTMLAnchorElement>(`#keys a[data-key="${key}"]`)?.click();
}

/** @returns whether there is one on this page */
function openFirstUpdate(): boolean {
	const form = document.querySelector<HTMLFormElement>('form[data-draft^="update"]');
	form?.closest('details')?.setAttribute('open', '');
	const text = form?.querySelector('textarea');
	text?.focus();
	return Boolean(text);
}

function showKeys(): void {
	const keys = document.getElementById('keys');
	keys?.setAttribute('open', '');
	keys?.querySelector('summary')?.focus();
}
