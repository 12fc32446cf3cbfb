const PREFIX = 'draft ';
/** After the last keystroke, in ms. */
const PAUSE = 300;
/** What a form is about, which is drawn anew with it. */
const DRAWN = ['seen', 'drawn', 'looked', 'act', 'turn', 'update', 'step', 'again'];

/** What somebody types stays in their browser until the site has said that it is published: a tunnel or a reload loses nothing. */
export function keepDrafts(): void {
	forgetPublished();
	for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
		const name = PREFIX + form.dataset.draft;
		if (!('kept' in form.dataset) && !('sent' in form.dataset)) restore(form, localStorage.getItem(name));
		const keep = () => localStorage.setItem(name, JSON.stringify(typedIn(form)));
		let timer: ReturnType<typeof setTimeout> | undefined;
		form.addEventListener('input', () => {
			clearTimeout(timer);
			timer = setTimeout(keep, PAUSE);
		});
		form.addEventListener('submit', (event) => {
			clearTimeout(timer);
			if (!('sent' in form.dataset)) keep();
			holdBack(event);
		});
	}
	document.querySelector('form[data-forget]')?.addEventListener('submit', () => {
		for (const name of namesOfDrafts()) localStorage.removeItem(name);
	});
}

/** Only the draft of the form that was published: the page names it by its key. */
function forgetPublished(): void {
	const { published } = document.body.dataset;
	if (!published) return;
	for (const name of namesOfDrafts()) {
		const typed = JSON.parse(localStorage.getItem(name) ?? '[]') as [string, string][];
		if (typed.some(([field, value]) => field === 'key' && value === published)) localStorage.removeItem(name);
	}
}

function namesOfDrafts(): string[] {
	return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
}

/** Without a connection nothing goes out, and the button that was tapped says so; with the same key, it is published once however often it is sent. */
function holdBack(event: SubmitEvent): void {
	if (navigator.onLine) return;
	event.preventDefault();
	const offline = document.body.dataset.offline ?? '';
	tell(offline);
	const { submitter: button } = event;
	if (!button || button.textContent === offline) return;
	const said = [...button.childNodes];
	button.textContent = offline;
	addEventListener('online', () => button.replaceChildren(...said), { once: true });
}

/** By name: also the key of the form, by which it is known if it comes twice. */
function typedIn(form: HTMLFormElement): [string, string][] {
	return [...new FormData(form)].flatMap(([name, value]) => {
		return typeof value === 'string' && !DRAWN.includes(name) ? [[name, value]] : [];
	});
}

function restore(form: HTMLFormElement, draft: string | null): void {
	if (draft === null) return;
	const typed = Map.groupBy(JSON.parse(draft) as [string, string][], ([name]) => name);
	let isNew = false;
	for (const field of form.elements) {
		const values = typed.get((field as HTMLInputElement).name)?.map(([, value]) => value);
		if (values === undefined || !isFilledIn(field)) continue;
		const before = stateOf(field);
		if (isTicked(field)) field.checked = values.includes(field.value);
		else field.value = values[0] ?? '';
		isNew ||= stateOf(field) !== before && field.name !== 'key';
	}
	if (!isNew) return;
	tell(document.body.dataset.restored ?? '');
	form.closest('details')?.setAttribute('open', '');
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isFilledIn(field: Element): field is Field {
	return field.matches('input, textarea, select');
}

function isTicked(field: Field): field is HTMLInputElement {
	return field.matches('[type=radio], [type=checkbox]');
}

function stateOf(field: Field): string {
	return isTicked(field) ? String(field.checked) : field.value;
}

function tell(words: string): void {
	const place = document.getElementById('told');
	if (place) place.textContent = words;
}
