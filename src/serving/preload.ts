import { globSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Captured, capture } from './cache/capture.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * Loads all that pages will ever need, so that a running server does not notice when the files of its installation are
 * replaced: every part of the bundle, and the bytes of every file beside it.
 *
 * @returns answers those files from memory, and everything else by `handler`
 */
export async function preloaded(handler: RequestListener, host: string): Promise<RequestListener> {
	findWithoutLooking();
	const parts = globSync('server/**/*.mjs', { cwd: dist });
	await Promise.all(parts.map((part) => import(pathToFileURL(`${dist}/${part}`).href)));
	const files = new Map<string, Captured>();
	for (const entry of globSync('client/**/*', { cwd: dist, withFileTypes: true }).filter((one) => one.isFile())) {
		const path = `${entry.parentPath}/${entry.name}`.slice(`${dist}/client`.length);
		files.set(path, await capture(handler, path, { host }));
	}
	return (request, response) => {
		const file = files.get(request.url?.split('?')[0] ?? '');
		if (file === undefined || file.status !== 200) return handler(request, response);
		response.writeHead(file.status, file.headers);
		response.end(file.body);
	};
}

/** Node looks for the file of a module again, although it has loaded it: a part of the bundle is where its name says. */
function findWithoutLooking(): void {
	const bundle = pathToFileURL(`${dist}/server/`).href;
	registerHooks({
		resolve(specifier, context, next) {
			const isPart = specifier.startsWith('.') && context.parentURL?.startsWith(bundle);
			if (!isPart) return next(specifier, context);
			return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
		},
	});
}
