const PREFIX = 'draft ';
/** After the last keystroke, in ms. */
const PAUSE = 300;
/** How what a form is about looked when somebody began to write: whoever published something meanwhile is shown first, also after a reload. */
const BEGUN = ['key', 'seen', 'drawn'] as const;

/** What somebody wrote in a form and chose otherwise than it was drawn, and upon what. */
interface Draft {
	begun?: Partial<Record<(typeof BEGUN)[number], string>>;
	changed?: Change[];
	/** All that the form says, where its fields are called by their places. */
	whole?: [name: string, value: string][];
}

interface Change {
	name: string;
	value: string;
	/** Of a box to tick, which of several of its name it is says its value. */
	ticked?: boolean;
}

/** What somebody types stays in their browser until the site has said that it is published: a tunnel or a reload loses nothing. */
export function keepDrafts(): void {
	forgetPublished();
	for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
		const name = PREFIX + form.dataset.draft;
		const isFresh = !('kept' in form.dataset) && !('sent' in form.dataset);
		if (isFresh) restore(form, draftNamed(name));
		// A form that comes back is drawn with what was sent: that was changed before.
		const sent = isFresh ? [] : (draftNamed(name).changed ?? []);
		const keep = () => {
			const changed = changedIn(form, sent);
			if (changed.length === 0) localStorage.removeItem(name);
			else
				localStorage.setItem(name, JSON.stringify({ begun: begunIn(form), changed, ...wholeOf(form) } satisfies Draft));
		};
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
		if (draftNamed(name).begun?.key === published) localStorage.removeItem(name);
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

function draftNamed(name: string): Draft {
	return JSON.parse(localStorage.getItem(name) ?? '{}') as Draft;
}

function begunIn(form: HTMLFormElement): Draft['begun'] {
	return Object.fromEntries(
		BEGUN.flatMap((name) => {
			const field = form.elements.namedItem(name);
			return field instanceof HTMLInputElement ? [[name, field.value]] : [];
		}),
	);
}

/** What nobody touched is not kept: drawn again, it says what is so by then. @param before what was changed already when it was drawn */
function changedIn(form: HTMLFormElement, before: Change[]): Change[] {
	return [...form.elements].filter(isFilledIn).flatMap((field): Change[] => {
		const isOne = isTicked(field);
		const isBefore = before.some((change) => isAbout(change, field));
		if (!isBefore && stateOf(field) === drawnStateOf(field)) return [];
		if (isOne && field.type === 'radio' && !field.checked) return [];
		return [{ name: field.name, value: field.value, ...(isOne && { ticked: field.checked }) }];
	});
}

/** What stands in a place may be something else by the next time: then only the whole says what was written. */
function wholeOf(form: HTMLFormElement): Pick<Draft, 'whole'> {
	if (!('placed' in form.dataset)) return {};
	return { whole: [...new FormData(form)].filter((one): one is [string, string] => typeof one[1] === 'string') };
}

/** As a pause in writing would have sent it, so that it is compared with what stands there by now. */
function sendBack(form: HTMLFormElement, whole: [name: string, value: string][]): void {
	const back = document.createElement('form');
	back.method = 'post';
	back.action = form.action;
	for (const [name, value] of [...whole, ['step', 'pause'], ['restored', 'yes']] as const) {
		const field = document.createElement('input');
		Object.assign(field, { type: 'hidden', name, value });
		back.append(field);
	}
	document.body.append(back);
	back.submit();
}

function restore(form: HTMLFormElement, { begun = {}, changed = [], whole = [] }: Draft): void {
	if ('placed' in form.dataset) {
		if (whole.length > 0) sendBack(form, whole);
		return;
	}
	let isNew = false;
	for (const field of [...form.elements].filter(isFilledIn)) {
		const change = changed.find((one) => isAbout(one, field) && canTake(field, one.value));
		if (!change) continue;
		const before = stateOf(field);
		if (isTicked(field)) field.checked = change.ticked ?? true;
		else field.value = change.value;
		isNew ||= stateOf(field) !== before;
	}
	if (!isNew) return;
	for (const name of BEGUN) {
		const field = form.elements.namedItem(name);
		if (field instanceof HTMLInputElement && begun[name] !== undefined) field.value = begun[name];
	}
	tell(document.body.dataset.restored ?? '');
	form.closest('details')?.setAttribute('open', '');
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is hidden nobody changes. */
function isFilledIn(field: Element): field is Field {
	return field.matches('input:not([type=hidden]), textarea, select');
}

function isTicked(field: Field): field is HTMLInputElement {
	return field.matches('[type=radio], [type=checkbox]');
}

function isAbout({ name, value }: Change, field: Field): boolean {
	return name === field.name && (field.type !== 'checkbox' || value === field.value);
}

/** Of several to choose from, one may be gone since: then what is drawn stands. */
function canTake(field: Field, value: string): boolean {
	if (field.type === 'radio') return field.value === value;
	return !(field instanceof HTMLSelectElement) || [...field.options].some((one) => one.value === value);
}

function stateOf(field: Field): string {
	return isTicked(field) ? String(field.checked) : field.value;
}

function drawnStateOf(field: Field): string {
	if (isTicked(field)) return String(field.defaultChecked);
	if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
	return ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value ?? '';
}

function tell(words: string): void {
	const place = document.getElementById('told');
	if (place) place.textContent = words;
}
