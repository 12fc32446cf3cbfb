/** A file that is chosen is read into the field where it could be pasted; nothing is sent before the form is. */
export function readFiles(): void {
	for (const input of document.querySelectorAll<HTMLInputElement>('input[type=file][data-into]')) {
		const field = document.getElementById(input.dataset.into ?? '');
		input.hidden = false;
		input.addEventListener('change', async () => {
			const [file] = input.files ?? [];
			if (!file || !(field instanceof HTMLTextAreaElement)) return;
			field.value = await file.text();
			field.dispatchEvent(new Event('input', { bubbles: true }));
		});
	}
}
