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
		return { origin, secretsFor: secretsOf(key), sign: async (text) => signedBy(origin, key, text) };
	}
	if (readKeyFile(file) === null) await makeFirst(file, isShared, await logKeys.current());
	const first = keyIn(file);
	let held = refuseOther(file, first, await logKeys.begin(first.publicKey, now));
	return {
		origin,
		secretsFor: secretsOf(first, signingKeysIn(readKeyFile(file) ?? '').slice(1)),
		sign: async (text) => {
			const current = await logKeys.current();
			if (current !== null && current !== held.publicKey) held = refuseOther(file, keyIn(file), current);
			return signedBy(origin, held, text);
		},
	};
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

function keyIn(file: string): SigningKey {
	const key = readSigningKey(readKeyFile(file) ?? '');
	if (key === null) throw new KeyFileError(`${file}: expected a private key of Ed25519, in PEM`);
	return key;
}

function refuseOther(file: string, key: SigningKey, current: string): SigningKey {
	if (key.publicKey === current) return key;
	throw new KeyFileError(
		`${file}: this is another key (${key.publicKey}) than that of the log in this database (${current}): put that one there, or set LOG_KEY_FILE`,
	);
}
