/** One line in the reader's own language, where the site speaks it and this page doesn't: an offer, nobody is sent away. */
export function offerLanguage(): void {
	const here = document.documentElement.lang;
	const wanted = navigator.languages.map(primary).find((one) => linkTo(one) !== undefined);
	const link = wanted === undefined ? undefined : linkTo(wanted);
	if (wanted === primary(here) || link === undefined) return;
	const offer = link.cloneNode() as HTMLAnchorElement;
	offer.className = 'offer';
	offer.textContent = link.dataset.offer ?? link.textContent;
	document.querySelector('header')?.prepend(offer);
}

function linkTo(language: string): HTMLAnchorElement | undefined {
	const links = document.querySelectorAll<HTMLAnchorElement>('.languages a');
	return [...links].find((link) => primary(link.hreflang) === language);
}

function primary(tag: string): string {
	return tag.split('-', 1)[0]?.toLowerCase() ?? '';
}
