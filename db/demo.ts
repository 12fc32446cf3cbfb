import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createToken } from '../src/commands/tokens.ts';
import { loadContent } from '../src/content/load-content.ts';
import { openStores } from '../src/stores/stores.ts';
import { startLocalService } from './demo/local-service.ts';
import { watchedByDemo, writeMeasurements } from './demo/measurements.ts';
import { watchedContent } from './demo/watched-content.ts';
import { writeDemoHistory } from './demo-history.ts';
import { openDatabase } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigente-demo-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
// Until the server stops in its own way, this is how to leave: by the line above.
const leave = () => process.exit(0);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);

process.env.DATABASE_URL = `file:${join(folder, 'demo.db')}`;
const service = await startLocalService();
// The history is about these systems, whatever else the machine serves.
process.env.CONTENT_DIR = watchedContent(watchedByDemo(service), join(folder, 'content'));
await prepare(process.env.DATABASE_URL, process.env.CONTENT_DIR);
await import('../src/server.ts');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);

async function prepare(databaseUrl: string, contentDir: string): Promise<void> {
	const content = loadContent(contentDir);
	const database = openDatabase(databaseUrl);
	// Nothing here has to survive a power cut.
	database.$client.pragma('synchronous = OFF');
	const stores = openStores(database, content.catalogue);
	await writeDemoHistory(stores, content, Date.now());
	await writeMeasurements(stores, content.site, Date.now());
	const { secret } = await createToken(stores, 'demo', ['status', 'sla', 'tickets', 'samples', 'admin'], Date.now());
	database.$client.close();
	process.stdout.write(`A demo: its history is made up, and goes when you stop it (${folder}).\n`);
	process.stdout.write(`To post in it, use this token: ${secret}\n`);
	process.stdout.write(
		`The API is watched here. Switch it off: curl -X POST ${service.address}/off (and /on again).\n`,
	);
}
