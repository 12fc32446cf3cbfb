import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';

type Stores = ReturnType<typeof openStores>;

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

/** Gives every test of a file a folder of its own, with a database as the first start of a server leaves it. Call it once. */
export function withDatabase(): void {
	const made = mkdtempSync(join(tmpdir(), 'vigente-cli-'));
	const started = join(made, 'started.db');
	// Made once, since a command makes none.
	beforeAll(() => openDatabase(`file:${started}`).close());
	beforeEach(() => {
		folder = mkdtempSync(join(made, 'test-'));
		copyFileSync(started, inFolder('vigente.db'));
	});
	afterEach(() => void vi.unstubAllEnvs());
	afterAll(() => rmSync(made, { recursive: true }));
}

export interface Ended {
	status: number | null;
	stdout: string;
	stderr: string;
}

/** Runs `vigente` on a database of the test's own, in this process: what it says, and its exit code. */
export function vigente(...words: string[]): Promise<Ended> {
	return vigenteWith({}, ...words);
}

export async function vigenteWith(given: Record<string, string>, ...words: string[]): Promise<Ended> {
	for (const [name, value] of Object.entries(environment(given))) vi.stubEnv(name, value);
	const said = { stdout: '', stderr: '' };
	const spies = (['stdout', 'stderr'] as const).map((name) =>
		vi.spyOn(process[name], 'write').mockImplementation((text) => {
			said[name] += String(text);
			return true;
		}),
	);
	try {
		await run(words);
		return { status: process.exitCode === undefined ? 0 : Number(process.exitCode), ...withoutPath(said) };
	} finally {
		process.exitCode = undefined;
		for (const spy of spies) spy.mockRestore();
	}
}

/** As a person would: in a process of its own, which costs a second. */
export function vigenteProcess(...words: string[]): Ended {
	const env = { ...process.env, ...environment({}) };
	const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...words], {
		cwd: root,
		env,
		encoding: 'utf8',
	});
	return { status, stdout, stderr };
}

function environment(given: Record<string, string>): Record<string, string> {
	return { DATABASE_URL: databaseUrl(), CONTENT_DIR: join(root, 'content'), ...given };
}

/** That the database is not the usual one is said each time, and no news here. */
function withoutPath({ stdout, stderr }: Omit<Ended, 'status'>) {
	return { stdout, stderr: stderr.replace(`Database: ${inFolder('vigente.db')}\n`, '') };
}

export function inFolder(name: string): string {
	return join(folder, name);
}

/** What the database holds, beside the command line. */
export async function stored<T>(look: (stores: Stores) => Promise<T>): Promise<T> {
	const database = openDatabase(databaseUrl());
	try {
		return await look(openStores(database, { groups: [], components: [] }));
	} finally {
		await database.close();
	}
}

export function databaseUrl(): string {
	return `file:${inFolder('vigente.db')}`;
}
