import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A key cannot be used; the message is one line for the operator. Nothing was changed. */
export class KeyFileError extends Error {
	override name = 'KeyFileError';
}

/** Null where there is none. @throws KeyFileError for one that others can read, or nobody */
export function readKeyFile(file: string): string | null {
	const found = statSync(file, { throwIfNoEntry: false });
	if (!found) return null;
	if (!found.isFile()) throw new KeyFileError(`${file}: expected a file with the key of the log`);
	if ((found.mode & 0o077) !== 0)
		throw new KeyFileError(`${file}: others can read the key of the log: chmod 600 ${file}`);
	return tried(file, 'read', () => readFileSync(file, 'utf8'));
}

/** For its owner alone. @throws KeyFileError where there is one already, or none can be written */
export function makeKeyFile(file: string, key: string): void {
	tried(file, 'written', () => {
		mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
		writeFileSync(file, key, { mode: 0o600, flag: 'wx' });
	});
}

/** Writes a key beside the one that is there. @returns puts it in its place */
export function prepareKeyFile(file: string, key: string): () => void {
	const next = `${file}.next`;
	tried(next, 'written', () => {
		mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
		rmSync(next, { force: true });
		writeFileSync(next, key, { mode: 0o600, flag: 'wx' });
		chmodSync(next, 0o600);
	});
	return () => tried(file, 'written', () => renameSync(next, file));
}

function tried<T>(file: string, done: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'EEXIST') throw new KeyFileError(`${file}: there is a key already`);
		throw new KeyFileError(`${file}: the key of the log cannot be ${done} (${code})`, { cause: error });
	}
}
