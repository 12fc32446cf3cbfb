import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/**
 * Forms that a key of the device fills in (WebAuthn): `data-passkey-new` has what a new one is made of, `data-passkey` is the
 * address that says what one signs. Where a browser knows no keys, they stay hidden.
 */
export function usePasskeys(): void {
	if (!browserSupportsWebAuthn()) return;
	for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey], form[data-passkey-new]')) {
		const field = form.elements.namedItem('passkey');
		if (!(field instanceof HTMLInputElement)) continue;
		form.hidden = false;
		form.addEventListener('submit', async (event) => {
			if (field.value !== '') return;
			event.preventDefault();
			try {
				field.value = JSON.stringify(await answerOf(form));
				form.submit();
			} catch {
				// Whoever gave it up, or has none, is told the same: the browser keeps which to itself.
				tell(form.dataset.failed ?? '');
			}
		});
	}
}

async function answerOf({ dataset }: HTMLFormElement): Promise<unknown> {
	if (dataset.passkeyNew !== undefined) return startRegistration({ optionsJSON: JSON.parse(dataset.passkeyNew) });
	const answer = await fetch(dataset.passkey ?? '', { method: 'POST', body: new URLSearchParams() });
	if (!answer.ok) throw new Error(answer.statusText);
	return startAuthentication({ optionsJSON: await answer.json() });
}

function tell(words: string): void {
	const place = document.getElementById('told');
	if (!place) return;
	place.textContent = words;
	place.scrollIntoView({ block: 'nearest' });
}
