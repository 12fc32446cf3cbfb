/** Beside each text that is there to be copied: a button, where the browser can do it. */
function offerCopies(): void {
	if (!navigator.clipboard) return;
	const told = document.getElementById('copied');
	for (const text of document.querySelectorAll<HTMLElement>('[data-copy]')) {
		const button = document.createElement('button');
		button.type = 'button';
		button.textContent = text.dataset.copy ?? '';
		button.setAttribute('aria-label', `${text.dataset.copy}: ${text.dataset.what ?? text.textContent}`);
		button.addEventListener('click', () => void copy(text.textContent.trim(), button, told));
		text.after(button);
	}
}

async function copy(text: string, button: HTMLButtonElement, told: HTMLElement | null): Promise<void> {
	const isCopied = await navigator.clipboard.writeText(text).then(
		() => true,
		() => false,
	);
	if (!isCopied) return;
	const before = button.textContent;
	button.textContent = told?.dataset.words ?? before;
	if (told) told.textContent = told.dataset.words ?? '';
	setTimeout(() => {
		button.textContent = before;
		told?.replaceChildren();
	}, 3000);
}

offerCopies();
