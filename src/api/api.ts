import { Hono } from 'hono';
import type { Runtime } from '../runtime.ts';
import { root } from './context.ts';
import { refusedMetrics } from './metrics-access.ts';
import { adminApi } from './v1.ts';

/** Everything that is answered for one caller and never kept: the admin API, and what operators watch. */
export function api(runtime: Runtime): Hono {
	const app = new Hono();
	app.get('/healthz', async (context) => {
		const health = await runtime.health.check();
		return context.json(health, health.status === 'ok' ? 200 : 503, { 'cache-control': 'no-store' });
	});
	app.get('/metrics', async (context) => {
		const refused = await refusedMetrics(runtime, context.req.header('authorization'));
		if (refused !== null) return context.text(refused.text, refused.status, refused.headers);
		return context.text(await runtime.metrics.text(), 200, { 'cache-control': 'no-store' });
	});
	app.route(root, adminApi(runtime));
	return app;
}
