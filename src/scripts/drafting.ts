/** After the last keystroke, in ms: long enough for the end of a sentence. */
const PAUSE = 1500;
/** What the server draws anew: everything beside what is being typed. */
const DRAWN = ['told-of-draft', 'changes', 'happens', 'count', 'draft'];
const CARRIED = ['from', 'seen'];

/** At every pause a draft is saved on the server, and what it changes is shown anew: by the same page, without leaving it. */
export function keepDraft(): void {
	const form = document.querySelector<HTMLFormElement>('form[data-revising]');
	if (!form) return;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let typed = 0;
	form.addEventListener('input', ({ target }) => {
		count(target);
		// A tick, or another tab, changes nothing of the text.
		if (target instanceof HTMLInputElement && ['confirmed', 'tab'].includes(target.name)) return;
		const turn = ++typed;
		clearTimeout(timer);
		timer = setTimeout(() => void refresh(form, () => turn === typed), PAUSE);
	});
	form.addEventListener('submit', () => clearTimeout(timer));
	for (const label of form.querySelectorAll<HTMLElement>('[data-file]')) label.hidden = false;
}

async function refresh(form: HTMLFormElement, isStill: () => boolean): Promise<void> {
	const fields = new URLSearchParams(
		[...new FormData(form)].filter((one): one is [string, string] => typeof one[1] === 'string'),
	);
	fields.set('step', 'pause');
	const answer = await fetch(form.action, { method: 'POST', body: fields }).catch(() => null);
	if (answer === null) return say(form.dataset.offline ?? '');
	if (answer.status === 401 || answer.redirected) return say(form.dataset.over ?? '');
	const drawn = new DOMParser().parseFromString(await answer.text(), 'text/html');
	const fresh = drawn.querySelector<HTMLFormElement>('form[data-revising]');
	if (!fresh) return;
	for (const name of CARRIED) carry(form, fresh, name);
	const saved = drawn.querySelector<HTMLElement>('[data-saved]');
	if (saved) {
		say(saved.dataset.saved ?? '');
		localStorage.removeItem(`draft ${form.dataset.draft}`);
	}
	// Who types on sees what they type; the next pause shows the rest.
	if (!isStill()) return;
	const ticks = new Set(
		[...form.querySelectorAll<HTMLInputElement>('[name=confirmed]:checked')].map(({ value }) => value),
	);
	for (const id of DRAWN) {
		const [old, young] = [document.getElementById(id), drawn.getElementById(id)];
		if (old && young) old.replaceWith(document.adoptNode(young));
	}
	for (const box of form.querySelectorAll<HTMLInputElement>('[name=confirmed]')) box.checked ||= ticks.has(box.value);
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
	const left = document.getElementById(target.getAttribute('aria-describedby') ?? '');
	if (left) left.textContent = (left.dataset.left ?? '').replace('#', String(target.maxLength - target.value.length));
}
