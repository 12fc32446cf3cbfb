import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createToken } from '../src/commands/tokens.ts';
import { watchedContent } from '../src/demo/watched-content.ts';
import { machine } from '../src/domain/actor.ts';
import { newSigningKey } from '../src/domain/log/signing-key.ts';
import type { Scope } from '../src/domain/token.ts';
import { makeKeyFile } from '../src/files/key-file.ts';
import { openExistingEngine } from '../src/stores/open-engine.ts';
import { openStores } from '../src/stores/sql/open-stores.ts';
import { endingWithItsFile } from './running.ts';

/** What Node has compiled serves every process that the tests start: half of the time that a start takes. */
export const compiledOnce = { NODE_COMPILE_CACHE: join(tmpdir(), 'vigente-compiled') };

const root = fileURLToPath(new URL('..', import.meta.url));

export interface TestServer {
	/** Without a slash at its end. */
	url: string;
	databaseUrl: string;
	/** Its process. */
	pid: number;
	/** Makes a token, behind the server's back as the CLI does, and returns its secret. */
	token(...scopes: Scope[]): Promise<string>;
	/** Everything that it has written so far. */
	output(): string;
	/** What of it went to its error output. */
	errors(): string;
	/** Moves its clock to an instant, in milliseconds; only of a server that was given its `now`. */
	moveClock(to: number): Promise<void>;
	/** Sets its clock to an instant, although no time has passed; only of a server that was given its `now`. */
	leapClock(to: number): Promise<void>;
	/** Ends it as an operator would. @returns its exit code */
	stop(): Promise<number | null>;
	/** Ends it as a power cut would; the database stays. */
	kill9(): Promise<void>;
}

interface Options {
	env?: Record<string, string>;
	/** A content folder. */
	content?: string;
	/** A database that is there already; it is not removed in the end. */
	databaseUrl?: string;
	/** Components that a monitor elsewhere measures: in place of a content folder. */
	external?: string[];
	/** What may send alerts, in place of a content folder. */
	alerts?: object[];
	/** When its clock starts, in milliseconds; else it is the machine's. */
	now?: number;
	/** What to run in place of the server; it tells its address in the same words. */
	script?: string;
}

/** The real server, built, on a free port, with an empty database of its own. Requests are not limited unless asked. */
export async function startServer({
	env = {},
	external,
	alerts,
	content,
	databaseUrl,
	now,
	script = 'src/server.ts',
}: Options = {}): Promise<TestServer> {
	const folder = mkdtempSync(join(tmpdir(), 'vigente-test-'));
	const database = databaseUrl ?? (await databaseOfThisRun()) ?? `file:${folder}/vigente.db`;
	const logKey = database.startsWith('postgres') ? { LOG_KEY_FILE: keyOfThisRun() } : {};
	const contentDir = external || alerts ? toldFromElsewhere(external, alerts, join(folder, 'content')) : content;
	const child = spawn(process.execPath, [...(now === undefined ? [] : ['--import', './test/clock.ts']), script], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe', now === undefined ? 'ignore' : 'ipc'],
		env: {
			...process.env,
			...compiledOnce,
			PORT: '0',
			SITE_URL: 'https://status.example.com',
			LOG_LEVEL: 'warn',
			RATE_LIMIT: '0',
			...(contentDir !== undefined && { CONTENT_DIR: contentDir }),
			...(now !== undefined && { CLOCK_STARTS_AT: String(now) }),
			...logKey,
			...env,
			DATABASE_URL: database,
		},
	});
	endingWithItsFile(child);
	const output: string[] = [];
	const errors: string[] = [];
	child.stderr?.on('data', (bytes: Buffer) => errors.push(bytes.toString()));
	const url = await addressOf(child, output);
	return {
		url,
		databaseUrl: database,
		pid: child.pid as number,
		token: (...scopes) => makeToken(database, scopes),
		output: () => output.join(''),
		errors: () => errors.join(''),
		moveClock: (to) => setClock(child, to, false),
		leapClock: (to) => setClock(child, to, true),
		stop: () => end(child, 'SIGTERM').finally(() => rmSync(folder, { recursive: true })),
		kill9: async () => void (await end(child, 'SIGKILL')),
	};
}

async function setClock(child: ChildProcess, to: number, isLeap: boolean): Promise<void> {
	const moved = once(child, 'message');
	child.send({ to, isLeap });
	await moved;
}

/** Nodes that share a database share it. */
function keyOfThisRun(): string {
	const file = join(tmpdir(), `vigente-log-${process.pid}.key`);
	if (!existsSync(file)) {
		makeKeyFile(file, newSigningKey());
		process.once('exit', () => rmSync(file));
	}
	return file;
}

/** The bench is no test run, and knows files only. */
export async function databaseOfThisRun(): Promise<string | null> {
	return process.env.VITEST ? (await import('./databases.ts')).freshPostgresUrl() : null;
}

/** The content as it is, but that these components have a monitor that runs elsewhere, and that these may send alerts. */
function toldFromElsewhere(components: string[] = [], alerts: object[] = [], folder: string): string {
	const monitors = [{ name: 'external', external: true }];
	return watchedContent(Object.fromEntries(components.map((slug) => [slug, { monitors }])), folder, alerts);
}

/** Waits for the line that tells the address. */
async function addressOf(child: ChildProcess, output: string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		const heed = (bytes: Buffer) => {
			output.push(bytes.toString());
			const address = /Vigente is at (http:\S+)/.exec(output.join(''))?.[1];
			if (address) resolve(address);
		};
		child.stdout?.on('data', heed);
		child.stderr?.on('data', heed);
		child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output.join('')}`)));
	});
}

async function makeToken(databaseUrl: string, scopes: Scope[]): Promise<string> {
	const database = await openExistingEngine(databaseUrl, 'writing');
	try {
		const stores = openStores(database, { groups: [], components: [] });
		const { secret } = await createToken(
			stores,
			scopes.join('-and-') || 'nothing',
			scopes,
			{ by: machine },
			Date.now(),
		);
		return secret;
	} finally {
		await database.close();
	}
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
	if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
	const ended = once(child, 'exit');
	child.kill(signal);
	const [code] = await ended;
	return code;
}
