import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { openStores, type Stores } from '../../src/stores/stores.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'vigente-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

export interface Ended {
	status: number | null;
	stdout: string;
	stderr: string;
}

/** Runs `vigente` as a person would, on a database of the test's own. */
export function vigente(...words: string[]): Ended {
	return vigenteWith({}, ...words);
}

export function vigenteWith(given: Record<string, string>, ...words: string[]): Ended {
	const env = { ...process.env, DATABASE_URL: databaseUrl(), ...given };
	const run = spawnSync(process.execPath, ['src/cli.ts', ...words], { cwd: root, env, encoding: 'utf8' });
	return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** As `vigente`, for a test that has to go on meanwhile: it serves what the command reads. */
export function vigenteMeanwhile(...words: string[]): Promise<Ended> {
	const env = { ...process.env, DATABASE_URL: databaseUrl() };
	const child = spawn(process.execPath, ['src/cli.ts', ...words], { cwd: root, env });
	const ended: Ended = { status: null, stdout: '', stderr: '' };
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			ended[name] += text;
		});
	}
	return new Promise((resolve) => child.once('close', (status) => resolve({ ...ended, status })));
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
		database.$client.close();
	}
}

export function databaseUrl(): string {
	return `file:${inFolder('vigente.db')}`;
}
