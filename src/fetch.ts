import { astro, FetchState } from 'astro/fetch';
import { Hono } from 'hono';
import { api } from '#app/api/api.ts';
import { sharedRuntime } from '#app/runtime.ts';
import { splitPrefix } from './i18n/languages.ts';

const runtime = await sharedRuntime();
const app = new Hono();

app.route('/', api(runtime));

// Every page exists once. A prefix only chooses the language, and only among those that the site offers.
app.all('*', (context) => {
	const { languages } = runtime.content.site;
	const [first] = languages;
	const url = new URL(context.req.url);
	const { asked, path } = splitPrefix(url.pathname);
	const offered = asked !== null && asked !== first && languages.includes(asked);
	if (offered) url.pathname = path;
	// Astro has endpoints of its own, which nothing here uses.
	if (/^\/_(?!astro\/)/.test(url.pathname)) url.pathname = '/404';
	const state = new FetchState(new Request(url, context.req.raw));
	Object.assign(state.locals, { runtime, language: offered ? asked : first });
	return astro(state);
});

export default app;
