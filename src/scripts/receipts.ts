/** Whoever follows the address of a moment has it in the clipboard as well. */
export function copyAddresses(): void {
	document.addEventListener('click', ({ target }) => {
		const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-copied]') : null;
		if (link) void copy(link);
	});
}

async function copy(link: HTMLAnchorElement): Promise<void> {
	// Not allowed everywhere; the address is in the bar in any case.
	const isCopied = await navigator.clipboard?.writeText(link.href).then(
		() => true,
		() => false,
	);
	const age = document.getElementById('age');
	if (!isCopied || !age) return;
	age.textContent = link.dataset.copied ?? '';
	setTimeout(() => age.replaceChildren(), 3000);
}
