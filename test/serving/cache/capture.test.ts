import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { capture } from '../../../src/serving/cache/capture.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const captured = (handler: Handler) => capture(handler as never, '/x', { host: 'status.example.com' }, 50);

describe('what a handler answers is captured:', () => {
	test('status, headers and body, however it writes them', async () => {
		const page = await captured((_, response) => {
			response.writeHead(201, { 'X-One': '1' });
			response.write('a', () => response.end('b'));
		});
		expect(page).toMatchObject({ status: 201, headers: { 'x-one': '1' } });
		expect(page.body.toString()).toBe('ab');
	});

	test.each<[string, Handler]>([
		[
			'a page that breaks off in the middle',
			(_, response) => void response.write('half', () => response.destroy(new Error('broken'))),
		],
		['a page that is dropped', (_, response) => void response.destroy()],
		['a handler that throws', () => Promise.reject(new Error('thrown'))],
		['a handler that never answers', () => {}],
		['a handler that waits for ever', () => new Promise(() => {})],
	])('%s is an error, and soon', async (_, handler) => {
		await expect(captured(handler)).rejects.toThrow();
	});
});
