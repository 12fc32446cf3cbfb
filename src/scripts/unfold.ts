/** What somebody unfolds is seen whole, as far as it has room, and not below the bar at the bottom. */
export function showUnfolded(): void {
	document.addEventListener('click', ({ target }) => {
		const details = target instanceof Element ? target.closest('summary')?.parentElement : null;
		if (!(details instanceof HTMLDetailsElement) || details.open) return;
		requestAnimationFrame(() => {
			if (details.offsetHeight < innerHeight / 2) details.scrollIntoView({ block: 'nearest' });
		});
	});
}
