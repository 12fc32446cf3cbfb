import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadContent } from '../src/content/load-content.ts';
import { writeDemoHistory } from '../src/demo/history.ts';
import { openEngine } from '../src/stores/open-engine.ts';
import { openStores } from '../src/stores/sql/open-stores.ts';
import { SqliteEngine } from '../src/stores/sqlite/sqlite-engine.ts';
import { databaseOfThisRun, startServer, type TestServer } from './server.ts';

/** A Wednesday afternoon in São Paulo: the same day in every run, so that the same months are closed. */
export const DEMO_NOW = Date.UTC(2026, 9, 14, 18);

const contentDir = fileURLToPath(new URL('../content', import.meta.url));

/** The real server with the history of the demo. @param options how many days of it, up to {@link DEMO_NOW} */
export async function startDemoServer(
	options?: { days: number },
	env: Record<string, string> = {},
	external?: string[],
): Promise<TestServer> {
	const folder = mkdtempSync(join(tmpdir(), 'vigente-history-'));
	const databaseUrl = (await databaseOfThisRun()) ?? `file:${folder}/vigente.db`;
	const database = await openEngine(databaseUrl);
	if (database instanceof SqliteEngine) database.$client.pragma('synchronous = OFF');
	const content = loadContent(contentDir);
	await writeDemoHistory(openStores(database, content.catalogue), content, DEMO_NOW, options);
	await database.close();
	const server = await startServer({ databaseUrl, env, now: DEMO_NOW, ...(external && { external }) });
	return { ...server, stop: () => server.stop().finally(() => rmSync(folder, { recursive: true })) };
}
