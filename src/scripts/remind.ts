/** The longest that a timer can wait, in ms. */
const LONGEST = 2 ** 31 - 1;

/** While a page is open that announces an update, it says when that is due soon, and so does its tab. */
export function remindOfUpdate(): void {
	const announced = document.querySelector<HTMLElement>('[data-remind-at]');
	if (!announced) return;
	const { remindAt = '', soon = '' } = announced.dataset;
	const wait = Date.parse(remindAt) - Date.now();
	if (wait > LONGEST) return;
	setTimeout(
		() => {
			const told = document.getElementById('told');
			if (told) told.textContent = soon;
			document.title = `${soon} ${document.title}`;
		},
		Math.max(0, wait),
	);
}
