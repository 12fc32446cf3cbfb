const PREFIX = 'draft ';
const SENT = 'sent';
/** After the last keystroke, in ms. */
const PAUSE = 300;

/** What somebody types stays in their browser until the site has said that it is published: a tunnel or a reload loses nothing. */
export function keepDrafts(): void {
	forgetPublished();
	for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
		const name = PREFIX + form.dataset.draft;
		if (!('kept' in form.dataset) && !('sent' in form.dataset)) restore(form, localStorage.getItem(name));
		let timer: ReturnType<typeof setTimeout> | undefined;
		form.addEventListener('input', () => {
			clearTimeout(timer);
			timer = setTimeout(() => localStorage.setItem(name, JSON.stringify(typedIn(form))), PAUSE);
		});
		form.addEventListener('submit', (event) => send(event, form, name));
	}
	document.querySelector('form[data-forget]')?.addEventListener('submit', () => {
		for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
	});
}

function forgetPublished(): void {
	const sent = sessionStorage.getItem(SENT);
	if (sent !== null && document.querySelector('[data-done]')) {
		localStorage.removeItem(sent);
		sessionStorage.removeItem(SENT);
	}
}

/** Without a connection nothing goes out; with the same key, it is published once however often it is sent. */
function send(event: SubmitEvent, form: HTMLFormElement, name: string): void {
	if (!navigator.onLine) {
		event.preventDefault();
		tell(document.body.dataset.offline ?? '');
		return;
	}
	if (!('sent' in form.dataset)) localStorage.setItem(name, JSON.stringify(typedIn(form)));
	sessionStorage.setItem(SENT, name);
}

/** By name: also the key of the form, by which it is known if it comes twice. */
function typedIn(form: HTMLFormElement): [string, string][] {
	return [...new FormData(form)].flatMap(([name, value]) => {
		return typeof value === 'string' && !['seen', 'drawn', 'act', 'update'].includes(name) ? [[name, value]] : [];
	});
}

function restore(form: HTMLFormElement, draft: string | null): void {
	if (draft === null) return;
	const typed = JSON.parse(draft) as [string, string][];
	let isNew = false;
	for (const [name, value] of typed) {
		const field = form.elements.namedItem(name);
		if (field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
			isNew ||= field.value !== value && name !== 'key';
			field.value = value;
		} else if (field instanceof HTMLSelectElement) field.value = value;
	}
	if (!isNew) return;
	tell(document.body.dataset.restored ?? '');
	form.closest('details')?.setAttribute('open', '');
}

function tell(words: string): void {
	const place = document.getElementById('told');
	if (place) place.textContent = words;
}
