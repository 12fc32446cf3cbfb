/** For those at a keyboard: `r` reports, `u` writes the first update, `?` lists the keys. */
export function heedKeys(): void {
	addEventListener('keydown', (event) => {
		const { target, key } = event;
		const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select');
		if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
		if (key === 'r') document.querySelector<HTMLAnchorElement>('a[data-key="r"]')?.click();
		if (key === 'u') openFirstUpdate(event);
		if (key === '?') document.getElementById('keys')?.toggleAttribute('hidden');
	});
}

function openFirstUpdate(event: KeyboardEvent): void {
	const form = document.querySelector<HTMLFormElement>('form[data-draft^="update"]');
	form?.closest('details')?.setAttribute('open', '');
	const text = form?.querySelector('textarea');
	if (!text) return;
	event.preventDefault();
	text.focus();
}
