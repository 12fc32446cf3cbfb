import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createToken } from '../../src/commands/tokens.ts';
import { machine } from '../../src/domain/actor.ts';
import { newSigningKey } from '../../src/domain/log/signing-key.ts';
import { makeKeyFile } from '../../src/files/key-file.ts';
import { buildIfNeeded } from '../../src/serving/build.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freePort, startPostgres } from '../postgres.ts';

// PostgreSQL, two nodes and, where it is installed, Varnish in front: until Ctrl-C.

const VARNISH = '/usr/sbin/varnishd';
const root = fileURLToPath(new URL('../..', import.meta.url));

await buildIfNeeded();
const folder = mkdtempSync(join(tmpdir(), 'vigente-several-'));
const processes: ChildProcess[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0));

const postgres = await startPostgres();
const databaseUrl = await postgres.make('vigente');
const ports = [await freePort(), await freePort()];
const front = await freePort();
const key = { LOG_KEY_FILE: join(folder, 'log.key') };
makeKeyFile(key.LOG_KEY_FILE, newSigningKey());
process.stdout.write(`PostgreSQL: ${databaseUrl} (log key: ${key.LOG_KEY_FILE}).\n`);
for (const port of ports) {
	// One address for all of them: it stands in their links, and pages are kept for everybody.
	const place = { SITE_URL: `http://127.0.0.1:${existsSync(VARNISH) ? front : port}`, PORT: String(port) };
	const settings = { ...place, DATABASE_URL: databaseUrl, TRUSTED_PROXIES: '1', RATE_LIMIT: '0' };
	const log = join(folder, `${port}.log`);
	const stdio: StdioOptions = ['ignore', openSync(log, 'a'), 'inherit'];
	const node = spawn(process.execPath, ['src/server.ts'], {
		cwd: root,
		env: { ...process.env, ...key, ...settings },
		stdio,
	});
	processes.push(node);
	process.stdout.write(`A node is at http://127.0.0.1:${port} (process ${node.pid}, log ${log}).\n`);
}
for (const port of ports) await answering(`http://127.0.0.1:${port}/healthz`);
if (existsSync(VARNISH)) {
	processes.push(startVarnish());
	await answering(`http://127.0.0.1:${front}/`);
	process.stdout.write(`Varnish is in front of them at http://127.0.0.1:${front}.\n`);
} else process.stdout.write(`There is no ${VARNISH}: install it to have it in front.\n`);
const engine = await openExistingEngine(databaseUrl, 'writing');
const stores = openStores(engine, { groups: [], components: [] });
const { secret } = await createToken(stores, 'several', ['status', 'admin'], { by: machine }, Date.now());
await engine.close();
process.stdout.write(`To post, use this token: ${secret}\nCtrl-C stops all of it.\n`);

async function stop(code: number): Promise<void> {
	for (const one of processes) one.kill('SIGTERM');
	await postgres.stop();
	rmSync(folder, { recursive: true, force: true });
	process.exit(code);
}

/** With the settings of docs/running-several, but for where the nodes are. */
function startVarnish() {
	const vcl = readFileSync(join(root, 'docs/running-several/default.vcl'), 'utf8')
		.replace('.host = "node-one"; .port = "4321"', `.host = "127.0.0.1"; .port = "${ports[0]}"`)
		.replace('.host = "node-two"; .port = "4321"', `.host = "127.0.0.1"; .port = "${ports[1]}"`);
	writeFileSync(join(folder, 'default.vcl'), vcl);
	const words = ['-F', '-a', `127.0.0.1:${front}`, '-f', join(folder, 'default.vcl'), '-n', join(folder, 'varnish')];
	const settings = ['-p', 'http_gzip_support=off', '-s', 'malloc,64m', '-j', 'none'];
	return spawn(VARNISH, [...words, ...settings], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function answering(address: string): Promise<void> {
	for (;;) {
		const status = await fetch(address).then(
			(response) => response.status,
			() => 0,
		);
		if (status === 200) return;
		if (processes.some(({ exitCode }) => exitCode !== null)) await stop(1);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
