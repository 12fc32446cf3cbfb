import { type Server, STATUS_CODES } from 'node:http';
import { securityHeaders } from './security-headers.ts';

/** As Node answers these by itself (http, event `clientError`). */
const statuses: Record<string, number> = {
	HPE_HEADER_OVERFLOW: 431,
	HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
	ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is no request has no address: it is answered with the headers of every other answer, and kept by nobody. */
export function answerMalformed(server: Server, siteUrl: string): void {
	const common: [string, string][] = [...securityHeaders(siteUrl), ['cache-control', 'no-store']];
	server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
		if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
		const status = statuses[error.code ?? ''] ?? 400;
		const headers = [...common, ['content-length', '0'], ['connection', 'close']];
		const lines = [
			`HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
			...headers.map(([name, value]) => `${name}: ${value}`),
		];
		socket.end(`${lines.join('\r\n')}\r\n\r\n`);
	});
	server.on('checkExpectation', (_, response) => {
		response.writeHead(417, [...common, ['content-length', '0']].flat());
		response.end();
	});
}
