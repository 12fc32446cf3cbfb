import { astro, FetchState } from 'astro/fetch';
import { Hono } from 'hono';
import { api } from '#app/api/api.ts';
import { enter } from '#app/console/door.ts';
import { failed } from '#app/console/failure.ts';
import type { Entered } from '#app/console/visit.ts';
import { sharedRuntime } from '#app/runtime.ts';
import { splitPrefix } from './i18n/languages.ts';

const runtime = await sharedRuntime();
const app = new Hono();

app.route('/', api(runtime));

// Every page exists once. A prefix only chooses the language, and only among those that the site offers.
app.all('*', async (context) => {
	const { languages } = runtime.content.site;
	const [first] = languages;
	const url = new URL(context.req.url);
	const { asked, path } = splitPrefix(url.pathname);
	const offered = asked !== null && asked !== first && languages.includes(asked);
	if (offered) url.pathname = path;
	// Astro has endpoints of its own, which nothing here uses.
	if (/^\/_(?!astro\/)/.test(url.pathname)) url.pathname = '/404';
	const locals = { runtime, language: offered ? asked : first };
	if (/^\/admin(\/|$)/.test(url.pathname)) return consoleScreen(context.req.raw, url, locals);
	return drawn(new Request(url, context.req.raw), locals);
});

/** A form has been read by then, so that no screen has to. */
async function consoleScreen(
	request: Request,
	url: URL,
	locals: { language: Parameters<typeof enter>[3] },
): Promise<Response> {
	const { method, headers } = request;
	const shown = ({ page, visit }: Entered) => {
		url.pathname = page;
		return drawn(new Request(url, { method, headers }), { ...locals, visit });
	};
	const entered = await enter(runtime, request, url.pathname.replace(/(.)\/$/, '$1'), locals.language);
	const { visit } = entered;
	let response = await shown(entered);
	const { status } = response;
	if (status >= 500 && visit.failure === null) {
		response = await shown(await failed(runtime, request, visit, status === 503 ? 503 : 500, true));
	}
	// What is not there is kept by others on the public side only.
	for (const name of ['cdn-cache-control', 'cache-tag']) response.headers.delete(name);
	for (const cookie of visit.cookies) response.headers.append('set-cookie', cookie);
	return response;
}

function drawn(request: Request, locals: object): Promise<Response> {
	const state = new FetchState(request);
	Object.assign(state.locals, locals);
	return astro(state);
}

export default app;
