import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../domain/actor.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigente-demo-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
// Until the server stops in its own way, this is how to leave: by the line above.
const leave = () => process.exit(0);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);

process.stdout.write('A demo, in a database that is thrown away. Writing a quarter of history: this takes a moment.\n');
// Only now: loading everything takes longer than people wait for a first word.
const { addPerson } = await import('../commands/people.ts');
const { createToken } = await import('../commands/tokens.ts');
const { readConfig } = await import('../config.ts');
const { loadContent } = await import('../content/load-content.ts');
const { openStores } = await import('../stores/sql/open-stores.ts');
const { startInbox } = await import('./inbox.ts');
const { startLocalService } = await import('./local-service.ts');
const { watchedByDemo, writeMeasurements } = await import('./measurements.ts');
const { watchedContent } = await import('./watched-content.ts');
const { addReaders } = await import('./readers.ts');
const { writeDemoHistory } = await import('./history.ts');
const { openDatabase } = await import('../stores/sqlite/open.ts');

process.env.DATABASE_URL = `file:${join(folder, 'demo.db')}`;
const service = await startLocalService();
const inbox = await startInbox();
process.env.SMTP_URL = inbox.smtpUrl;
process.env.MAIL_FROM ??= 'Status <status@example.com>';
// The history is about these systems, whatever else the machine serves.
process.env.CONTENT_DIR = watchedContent(watchedByDemo(service), join(folder, 'content'));
await prepare(process.env.DATABASE_URL, process.env.CONTENT_DIR);
await import('../server.ts');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, leave);

async function prepare(databaseUrl: string, contentDir: string): Promise<void> {
	const content = loadContent(contentDir);
	const database = openDatabase(databaseUrl);
	// Nothing here has to survive a power cut.
	database.$client.pragma('synchronous = OFF');
	const stores = openStores(database, content.catalogue);
	await writeDemoHistory(stores, content, Date.now(), undefined, tellProgress());
	process.stdout.write('Writing measurements …\n');
	await writeMeasurements(stores, content.site, Date.now());
	await addReaders(stores, content.site, Date.now());
	const { secret } = await createToken(
		stores,
		'demo',
		['status', 'sla', 'tickets', 'samples', 'alerts', 'admin'],
		{ by: machine },
		Date.now(),
	);
	const you = { email: 'demo@example.com', role: 'admin' } as const;
	const { secret: link } = await addPerson(stores, you, { by: machine }, Date.now());
	const { siteUrl } = readConfig(process.env);
	await database.close();
	process.stdout.write(`A demo: its history is made up, and goes when you stop it (${folder}).\n`);
	process.stdout.write(`To post in it, use this token: ${secret}\n`);
	process.stdout.write(`For the console, be ${you.email} and set a password: ${siteUrl}/admin/password?link=${link}\n`);
	process.stdout.write(`What is told by e-mail arrives here, and nowhere else: ${inbox.address}\n`);
	process.stdout.write(
		`The API is watched here. Switch it off: curl -X POST ${service.address}/off (and /on again).\n`,
	);
}

/** A line for each tenth of the way: also for those who read it in a file. */
function tellProgress(): (done: number, total: number) => void {
	let told = 0;
	return (done, total) => {
		const tenth = Math.floor((10 * done) / total);
		if (tenth > told) process.stdout.write(`  ${tenth}0 %\n`);
		told = Math.max(told, tenth);
	};
}
