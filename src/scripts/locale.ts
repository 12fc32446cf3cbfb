/** In which manner the page writes its instants: as the server does, whose English is that of Britain. */
export function locale(): string {
	const { lang } = document.documentElement;
	return lang === 'en' ? 'en-GB' : lang;
}
