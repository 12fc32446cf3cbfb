import { hkdfSync } from 'node:crypto';
import { sha256 } from '../domain/canonical.ts';
import type { Instant } from '../domain/instant.ts';
import {
	type LogSigner,
	newSigningKey,
	readSigningKey,
	type SigningKey,
	signedBy,
	signingKeysIn,
} from '../domain/log/signing-key.ts';
import { KeyFileError, makeKeyFile, readKeyFile } from '../files/key-file.ts';
import type { Stores } from '../stores/stores.ts';

/** The key as the program uses it: nobody else sees it. */
export interface OpenedLogKey extends LogSigner {
	/** Does a key sign that was given up since? So it is after a backup was put back that is older than the last rotation. */
	isFormer: boolean;
	/**
	 * Secrets of its own for each purpose, made of the key (RFC 5869): the same on every node. That of today comes first, then those
	 * of the keys that it took over from, which still open what was closed with them.
	 */
	secretsFor(purpose: string): Secrets;
}

export type Secrets = [DerivedSecret, ...DerivedSecret[]];

export interface DerivedSecret {
	/** Says of which key it is made, and nothing else of it. */
	version: number;
	value: string;
}

interface Place {
	/** Null for a database in memory: its log ends with it. */
	file: string | null;
	/** May several nodes sign? Then each has to be given the key. */
	isShared: boolean;
}

/**
 * The key that signs the log: made at the first start, or given by the operator.
 *
 * @param origin which log it is, for ever
 * @throws KeyFileError in one line where it is missing, readable by others, no key, or another one than the log's
 */
export async function openLogKey(
	{ file, isShared }: Place,
	{ logKeys }: Pick<Stores, 'logKeys'>,
	origin: string,
	now: Instant,
): Promise<OpenedLogKey> {
	if (file === null) {
		const key = readSigningKey(newSigningKey()) as SigningKey;
		await logKeys.begin(key.publicKey, now);
		return { origin, isFormer: false, secretsFor: secretsOf(key), sign: async (text) => signedBy(origin, key, text) };
	}
	if (readKeyFile(file) === null) await makeFirst(file, isShared, await logKeys.current());
	const keys = keysIn(file);
	const [first, ...former] = keys;
	let held = keyOf(file, keys, await logKeys.begin(first.publicKey, now));
	return {
		origin,
		isFormer: held.publicKey !== first.publicKey,
		secretsFor: secretsOf(first, former),
		sign: async (text) => {
			const current = await logKeys.current();
			if (current !== null && current !== held.publicKey) held = keyOf(file, keysIn(file), current);
			return signedBy(origin, held, text);
		},
	};
}

/**
 * A database that is made anew beside the key of another one would be published as if there had been no other.
 *
 * @throws KeyFileError in one line
 */
export function refuseKeyAlone(
	{ logKeyFile, isKeyNamed }: { logKeyFile: string | null; isKeyNamed: boolean },
	database: { place: string; isThere: boolean },
): void {
	if (database.isThere || logKeyFile === null || isKeyNamed || readKeyFile(logKeyFile) === null) return;
	throw new KeyFileError(
		`${database.place}: there is no database, but the key of one (${logKeyFile}): put the database back (npm run vigente -- restore), or, for a new site, move the key away or name it by LOG_KEY_FILE`,
	);
}

function secretsOf(key: SigningKey, former: SigningKey[] = []): OpenedLogKey['secretsFor'] {
	return (purpose) => [secretOf(key, purpose), ...former.map((one) => secretOf(one, purpose))];
}

function secretOf({ privateKey, publicKey }: SigningKey, purpose: string): DerivedSecret {
	const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
	const value = Buffer.from(hkdfSync('sha256', bytes, '', `vigente ${purpose}`, 32)).toString('base64url');
	return { version: Number.parseInt(sha256(publicKey).slice(0, 8), 16), value };
}

async function makeFirst(file: string, isShared: boolean, current: string | null): Promise<void> {
	if (current !== null)
		throw new KeyFileError(
			`${file}: the key of the log is missing: put it back, or take another one (npm run vigente -- log key --rotate)`,
		);
	if (isShared)
		throw new KeyFileError(
			`${file}: there is no key of the log, which every node needs: make it once (npm run vigente -- log key --make) and give each node a copy, or set LOG_KEY_FILE`,
		);
	makeKeyFile(file, newSigningKey());
}

/** That of today first. */
function keysIn(file: string): [SigningKey, ...SigningKey[]] {
	const text = readKeyFile(file) ?? '';
	const key = readSigningKey(text);
	if (key === null) throw new KeyFileError(`${file}: expected a private key of Ed25519, in PEM`);
	return [key, ...signingKeysIn(text).slice(1)];
}

/** The key of the log, which may stand below the one that took over from it. */
function keyOf(file: string, keys: [SigningKey, ...SigningKey[]], current: string): SigningKey {
	const key = keys.find(({ publicKey }) => publicKey === current);
	if (key) return key;
	throw new KeyFileError(
		`${file}: this is another key (${keys[0].publicKey}) than that of the log in this database (${current}): put that one there, or set LOG_KEY_FILE`,
	);
}
