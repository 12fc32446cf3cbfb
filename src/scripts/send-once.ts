/** Before the server would have answered, a second tap is a slip. In ms. */
const SLIP = 4000;

/** A form goes out once, however often its button is tapped. */
export function sendOnce(): void {
	const busy = new WeakSet<HTMLFormElement>();
	document.addEventListener('submit', (event) => {
		const { target: form } = event;
		if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
		if (busy.has(form)) event.preventDefault();
		busy.add(form);
		setTimeout(() => busy.delete(form), SLIP);
	});
}
