import { Hono } from 'hono';
import type { Runtime } from '../runtime.ts';
import { root } from './context.ts';
import { adminApi } from './v1.ts';

/** Everything that is answered for one caller and never kept: the admin API, and what operators watch. */
export function api(runtime: Runtime): Hono {
	const app = new Hono();
	app.get('/healthz', (context) => {
		const healthy = runtime.isHealthy();
		const publication = healthy ? runtime.stores.publications.current() : null;
		const body = { status: healthy ? 'ok' : 'unavailable', publication };
		return context.json(body, healthy ? 200 : 503, { 'cache-control': 'no-store' });
	});
	app.get('/metrics', async (context) => {
		return context.text(await runtime.metrics.text(), 200, { 'cache-control': 'no-store' });
	});
	// Where problems say what they are; the description is for people and programs alike.
	app.get('/api', (context) => context.redirect(`${root}/openapi.json`, 302));
	app.route(root, adminApi(runtime));
	return app;
}
