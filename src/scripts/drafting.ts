/** After the last keystroke, in ms: long enough for the end of a sentence. */
const PAUSE = 1500;
/** What the server draws anew: everything beside what is being typed. */
const DRAWN = ['begins', 'told-of-draft', 'changes', 'happens', 'count', 'draft'];
/** What says of it that it was shown: it goes along only with what is. */
const SHOWN = ['shown', 'seen'];
/** Whoever presses a button waits for an answer to the pause before it, in ms, and no longer. */
const LONGEST = 10_000;

/** At every pause a draft is saved on the server, and what it changes is shown anew: by the same page, without leaving it. */
export function keepDraft(): void {
	const form = document.querySelector<HTMLFormElement>('form[data-revising]');
	if (!form) return;
	if (document.querySelector('[data-saved]')) forget(form);
	let timer: ReturnType<typeof setTimeout> | undefined;
	let typed = 0;
	let open = 0;
	// One after the other: each goes on from the version that the one before it saved.
	let pauses = Promise.resolve();
	const pause = (turn: number) => {
		open++;
		pauses = pauses.then(() => refresh(form, () => turn === typed)).finally(() => open--);
	};
	form.addEventListener('input', ({ target }) => {
		count(target);
		// A tick, or another tab, changes nothing of the text.
		if (target instanceof HTMLInputElement && ['confirmed', 'tab'].includes(target.name)) return;
		const turn = ++typed;
		clearTimeout(timer);
		timer = setTimeout(() => pause(turn), PAUSE);
	});
	form.addEventListener('submit', (event) => {
		clearTimeout(timer);
		// What is drawn from now on is not what whoever pressed a button has read.
		typed++;
		if (open === 0 || event.defaultPrevented) return;
		event.preventDefault();
		const { submitter } = event;
		void pauses.then(() => form.requestSubmit(submitter));
	});
	form.addEventListener('click', (event) => goToFlaw(form, event));
	for (const label of form.querySelectorAll<HTMLElement>('[data-file]')) label.hidden = false;
}

/** @param isStill is it what stands there now? Who types on sees what they type, and the next pause shows the rest */
async function refresh(form: HTMLFormElement, isStill: () => boolean): Promise<void> {
	if (!isStill()) return;
	const fields = new URLSearchParams(
		[...new FormData(form)].filter((one): one is [string, string] => typeof one[1] === 'string'),
	);
	fields.set('step', 'pause');
	const signal = AbortSignal.timeout(LONGEST);
	const answer = await fetch(form.action, { method: 'POST', body: fields, signal }).catch(() => null);
	const page = await answer?.text().catch(() => null);
	if (!answer || typeof page !== 'string') return say(form.dataset.offline ?? '');
	if (answer.status === 401 || answer.redirected) return say(form.dataset.over ?? '');
	const drawn = new DOMParser().parseFromString(page, 'text/html');
	const fresh = drawn.querySelector<HTMLFormElement>('form[data-revising]');
	if (!fresh) return;
	carry(form, fresh, 'from');
	document.getElementById('saved-as')?.replaceChildren(...(drawn.getElementById('saved-as')?.childNodes ?? []));
	if (!isStill()) return;
	if (drawn.querySelector('[data-saved]')) forget(form);
	for (const name of SHOWN) carry(form, fresh, name);
	show(form, drawn);
}

/** What the server draws anew, without touching what is being typed. */
function show(form: HTMLFormElement, drawn: Document): void {
	const ticked = [...form.querySelectorAll<HTMLInputElement>('[name=confirmed]:checked')].map(({ value }) => value);
	for (const id of DRAWN) {
		const [old, young] = [document.getElementById(id), drawn.getElementById(id)];
		if (old && young) old.replaceWith(document.adoptNode(young));
	}
	for (const box of form.querySelectorAll<HTMLInputElement>('[name=confirmed]'))
		box.checked ||= ticked.includes(box.value);
	for (const place of form.querySelectorAll<HTMLElement>('[data-flaw]')) {
		const words = drawn.getElementById(place.id)?.textContent ?? '';
		place.textContent = words;
		place.closest('.clause')?.classList.toggle('wrong', words !== '');
		const field = form.querySelector(`[aria-describedby~="${place.id}"]`);
		if (words === '') field?.removeAttribute('aria-invalid');
		else field?.setAttribute('aria-invalid', 'true');
	}
}

/** What has to be mended is in the text, which may be folded away, or behind another tab. */
function goToFlaw(form: HTMLFormElement, event: MouseEvent): void {
	const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
	const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
	if (!place?.closest('.text')) return;
	const tab = form.querySelector<HTMLInputElement>('[name=tab][value=text]');
	if (tab) tab.checked = true;
	for (let one: Element | null = place; one; one = one.parentElement)
		if (one instanceof HTMLDetailsElement) one.open = true;
}

/** What the server has, this browser need not keep. */
function forget(form: HTMLFormElement): void {
	localStorage.removeItem(`draft ${form.dataset.draft}`);
}

function carry(form: HTMLFormElement, fresh: HTMLFormElement, name: string): void {
	const [old, young] = [form, fresh].map((one) =>
		one.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`),
	);
	if (old && young) old.value = young.value;
}

function say(words: string): void {
	const place = document.getElementById('saved-as');
	if (place) place.textContent = words;
}

/** How many letters are left. */
function count(target: EventTarget | null): void {
	if (!(target instanceof HTMLTextAreaElement) || !('counted' in target.dataset)) return;
	const left = document.getElementById((target.getAttribute('aria-describedby') ?? '').split(' ')[0] ?? '');
	if (left) left.textContent = (left.dataset.left ?? '').replace('#', String(target.maxLength - target.value.length));
}
