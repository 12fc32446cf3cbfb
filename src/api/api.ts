import { Hono } from 'hono';
import type { Runtime } from '../runtime.ts';

export function api({ isHealthy, metrics }: Runtime): Hono {
	const app = new Hono();
	app.get('/healthz', (context) =>
		context.json({ status: isHealthy() ? 'ok' : 'unavailable' }, isHealthy() ? 200 : 503),
	);
	app.get('/metrics', async (context) => context.text(await metrics.text()));
	return app;
}
