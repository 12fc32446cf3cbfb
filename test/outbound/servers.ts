import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server as NetServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Every local server is private, so that it has to be allowed. */
export const allowPrivate = ['127.0.0.1', 'localhost'];

/** A web server for one test. Gives its address, without a slash at the end. */
export async function webServer(answer: RequestListener): Promise<string> {
	return `http://127.0.0.1:${await listening(createServer(answer))}`;
}

/** A server that does what it likes with each connection. Gives its port. */
export function rawServer(accept: (socket: Socket) => void): Promise<number> {
	return listening(createNetServer(accept));
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function closedPort(): Promise<number> {
	const server = createNetServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

export async function listening(server: Server | NetServer): Promise<number> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
	});
	server.listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	return (server.address() as AddressInfo).port;
}
