import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, localUrl } from './config.ts';
import { ContentError } from './files/content-error.ts';
import { KeyFileError } from './files/key-file.ts';
import { type Runtime, sharedRuntime } from './runtime.ts';
import { BuildError, buildIfNeeded } from './serving/build.ts';
import { tryPages } from './serving/health-page.ts';
import { listener } from './serving/listener.ts';
import { LiveEvents } from './serving/live-events.ts';
import { answerMalformed } from './serving/malformed.ts';
import { openMetricsPort } from './serving/metrics-port.ts';
import { preloaded } from './serving/preload.ts';
import { logWhatIsPrinted } from './serving/printed.ts';
import { stopOnSignal } from './serving/signals.ts';
import { DatabaseError } from './stores/database-error.ts';

const startedAt = performance.now();
await serve().catch((error: unknown) => {
	const known =
		error instanceof ConfigError ||
		error instanceof ContentError ||
		error instanceof DatabaseError ||
		error instanceof KeyFileError ||
		error instanceof BuildError;
	process.stderr.write(`vigente: ${known ? error.message : (error as Error).stack}\n`);
	process.exit(1);
});

async function serve(): Promise<void> {
	await buildIfNeeded();
	const runtime = await sharedRuntime();
	logWhatIsPrinted(runtime.log);
	process.env.ASTRO_NODE_AUTOSTART = 'disabled';
	const entry = new URL('../dist/server/entry.mjs', import.meta.url).href;
	const { handler } = (await import(entry)) as { handler: RequestListener };
	const { host: name } = new URL(runtime.config.siteUrl);
	const pages = await preloaded(handler, name);
	tryPages(runtime.health, pages, name);
	const live = new LiveEvents(runtime.stores.publications);
	const server = createServer(listener(runtime, pages, live));
	answerMalformed(server, runtime.config.siteUrl);
	const metrics = await openMetricsPort(runtime);
	const { host, port } = runtime.config;
	server.once('error', (error: NodeJS.ErrnoException) => {
		process.stderr.write(`vigente: ${explain(error, host, port)}\n`);
		void runtime.close().finally(() => process.exit(1));
	});
	const hints = await firstSteps(runtime);
	server.listen(port, host, () => {
		for (const line of runtime.revisions) process.stdout.write(`${line}\n`);
		greet(server.address() as AddressInfo, host, hints);
	});
	stopOnSignal(() => {
		metrics?.close();
		stop(server, runtime, live);
	});
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
	if (error.code === 'EADDRINUSE')
		return `port ${port} is in use on ${host}: stop what uses it, or set PORT to another`;
	if (error.code === 'EACCES') return `port ${port} may not be used by this user: set PORT to 1024 or higher`;
	if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
		return `HOST ${host} is not an address of this machine`;
	return `cannot listen on ${host}:${port}: ${error.message}`;
}

function greet({ port }: AddressInfo, host: string, hints: string[]): void {
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
	process.stdout.write(`Vigente is at ${localUrl(host, port)} (ready in ${seconds} s). Ctrl-C stops it.\n`);
	for (const line of hints) process.stdout.write(`${line}\n`);
}

/** What a new site still needs. */
async function firstSteps({ stores }: Runtime): Promise<string[]> {
	const hints: string[] = [];
	const isDefault = !['PORT', 'SITE_URL', 'DATABASE_URL'].some((name) => process.env[name]);
	const where = isDefault ? '' : ' (with the PORT, SITE_URL and DATABASE_URL of this server)';
	if ((await stores.people.list()).length === 0)
		hints.push(
			`To use the console (/admin), let yourself in${where}: npm run vigente -- user add --email YOU --role admin`,
		);
	if ((await stores.tokens.list()).length === 0)
		hints.push(`To post by API, get a token${where}: npm run vigente -- token create --name me --scope status sla`);
	return hints;
}

/** Requests under way are answered, then the database is closed. */
function stop(server: ReturnType<typeof createServer>, runtime: Runtime, live: LiveEvents): void {
	live.close();
	const giveUp = setTimeout(() => server.closeAllConnections(), 5000);
	server.close(() => {
		clearTimeout(giveUp);
		void runtime.close().finally(() => process.exit(0));
	});
	server.closeIdleConnections();
}
