import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The least that can be done: the same headers and the same compressed bytes, from a file that the benchmark has written.
const { status, headers, body } = JSON.parse(readFileSync(process.env.BENCH_ANSWER ?? '', 'utf8')) as {
	status: number;
	headers: string[];
	body: string;
};
const bytes = Buffer.from(body, 'base64');
const server = createServer((_request, response) => {
	response.writeHead(status, headers);
	response.end(bytes);
}).listen(0, '127.0.0.1', () => {
	process.stdout.write(`Vigente is at http://127.0.0.1:${(server.address() as AddressInfo).port} as bare bytes\n`);
});
process.once('SIGTERM', () => process.exit(0));
