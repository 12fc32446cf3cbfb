/** What the site says of fields while they are filled in: `data-says` is where it is asked, `data-of` which fields. */
export function sayAtOnce(): void {
	for (const place of document.querySelectorAll<HTMLElement>('[data-says]')) {
		const fields = (place.dataset.of ?? '').split(' ').flatMap((name) => {
			return [...document.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)];
		});
		const ask = () => void say(place, fields).catch(() => {});
		for (const field of fields) field.addEventListener('change', ask);
		ask();
	}
}

async function say(place: HTMLElement, fields: HTMLInputElement[]): Promise<void> {
	const filled = new URLSearchParams(fields.map(({ name, value }) => [name, value]));
	const response = await fetch(`${place.dataset.says}?${filled}`, { cache: 'no-store' });
	if (response.ok && !response.redirected) place.textContent = await response.text();
}
