import { createServer, type Server } from 'node:http';
import { ConfigError } from '../config.ts';
import type { Runtime } from '../runtime.ts';

/** `/metrics` on a port of its own, which only this machine reaches. Null where none is wished for. */
export async function openMetricsPort({ config, metrics, log }: Runtime): Promise<Server | null> {
	if (config.metricsPort === null) return null;
	const server = createServer((request, response) => {
		if (request.url?.split('?')[0] !== '/metrics') return void response.writeHead(404).end();
		metrics.text().then(
			(text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
			(error: unknown) => {
				log.error({ err: error }, 'metrics could not be told');
				response.writeHead(500).end();
			},
		);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', ({ code }: NodeJS.ErrnoException) => {
			reject(new ConfigError(`environment: METRICS_PORT: port ${config.metricsPort} cannot be used (${code})`));
		});
		server.listen(config.metricsPort ?? 0, '127.0.0.1', resolve);
	});
	return server;
}
