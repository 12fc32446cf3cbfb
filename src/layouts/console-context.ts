import type { AstroGlobal } from 'astro';
import { pageContext } from './context.ts';

/** What every screen of the console works with, besides what every page does. */
export function consoleContext({
	locals,
	url,
	request,
	response,
}: Pick<AstroGlobal, 'locals' | 'url' | 'request' | 'response'>) {
	const { runtime, visit } = locals;
	const page = pageContext({ locals, url });
	/** The answer of a form that is not done: it is drawn again. */
	const answer = (status: number) => {
		response.status = status;
	};
	return { ...page, w: page.t.console, visit, form: visit.form, request, people: runtime.people, runtime, answer };
}

/** Where what was done is seen; its form is named there, so that the browser forgets the draft of it and of no other. */
export function goToDone(address: string, form: URLSearchParams | null, part = ''): Response {
	return goTo(`${address}?done=${encodeURIComponent(form?.get('key') ?? '')}${part}`);
}

/** What is done with a form ends at another address, so that neither a reload nor the back button does it again. */
export function goTo(address: string): Response {
	return new Response(null, { status: 303, headers: { location: address } });
}
