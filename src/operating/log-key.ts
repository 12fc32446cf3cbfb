import { hkdfSync } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import { type LogSigner, newSigningKey, readSigningKey, type SigningKey, signedBy } from '../domain/log/signing-key.ts';
import { KeyFileError, makeKeyFile, readKeyFile } from '../files/key-file.ts';
import type { Stores } from '../stores/stores.ts';

/** The key as the program uses it: nobody else sees it. */
export interface OpenedLogKey extends LogSigner {
	/** A secret of its own for each purpose, made of the key (RFC 5869): the same on every node, until another key takes over. */
	secretFor(purpose: string): string;
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
		return { origin, secretFor: secretsOf(key), sign: async (text) => signedBy(origin, key, text) };
	}
	if (readKeyFile(file) === null) await makeFirst(file, isShared, await logKeys.current());
	const first = keyIn(file);
	let held = refuseOther(file, first, await logKeys.begin(first.publicKey, now));
	return {
		origin,
		secretFor: secretsOf(first),
		sign: async (text) => {
			const current = await logKeys.current();
			if (current !== null && current !== held.publicKey) held = refuseOther(file, keyIn(file), current);
			return signedBy(origin, held, text);
		},
	};
}

function secretsOf({ privateKey }: SigningKey): OpenedLogKey['secretFor'] {
	const bytes = privateKey.export({ format: 'der', type: 'pkcs8' });
	return (purpose) => Buffer.from(hkdfSync('sha256', bytes, '', `vigente ${purpose}`, 32)).toString('base64url');
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
