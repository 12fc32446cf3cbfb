import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

// The same pages without the page cache in front: Astro renders every request.
process.env.ASTRO_NODE_AUTOSTART = 'disabled';
const entry = new URL('../../dist/server/entry.mjs', import.meta.url).href;
const { handler } = (await import(entry)) as { handler: RequestListener };
const server = createServer(handler).listen(0, '127.0.0.1', () => {
	process.stdout.write(
		`Vigente is at http://127.0.0.1:${(server.address() as AddressInfo).port} without its page cache\n`,
	);
});
process.once('SIGTERM', () => process.exit(0));
