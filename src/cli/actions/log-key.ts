import { rotateLogKey } from '../../commands/rotate-log-key.ts';
import { readConfig } from '../../config.ts';
import { DomainError } from '../../domain/errors.ts';
import {
	keyLines,
	newSigningKey,
	pemOf,
	readSigningKey,
	type SigningKey,
	signingKeysIn,
} from '../../domain/log/signing-key.ts';
import { KeyFileError, makeKeyFile, prepareKeyFile, readKeyFile } from '../../files/key-file.ts';
import { originOf } from '../../queries/shared/log-head.ts';
import { atCommandLine, reading, writing } from '../desk.ts';
import { answer, remark } from '../output.ts';

export async function logKey({ make = false, rotate = false }: { make?: boolean; rotate?: boolean }): Promise<void> {
	if (make && rotate) throw new DomainError('invalid', 'Expected one of --make and --rotate');
	if (make) return makeFirst();
	if (rotate) return rotateKey();
	answer(
		await reading(async (stores) => {
			const keys = await stores.logKeys.all();
			if (keys.length === 0) throw new DomainError('not_found', 'There is no key of the log yet: start Vigente once');
			return keyLines(await originOf(stores), keys).trimEnd();
		}),
	);
}

function makeFirst(): void {
	const file = keyFile();
	makeKeyFile(file, newSigningKey());
	remark(`${file} is the key of the log now, for databases that have none yet. Keep a copy of it.`);
}

async function rotateKey(): Promise<void> {
	const file = keyFile();
	// What was encrypted with the key so far is still read with it.
	const former = signingKeysIn(readKeyFile(file) ?? '');
	const pem = [newSigningKey(), ...former.map(pemOf)].join('');
	const { publicKey } = readSigningKey(pem) as SigningKey;
	const putInPlace = prepareKeyFile(file, pem);
	await writing((stores) => rotateLogKey(stores, publicKey, atCommandLine, Date.now()));
	putInPlace();
	remark(`${file} is the key of the log now: ${publicKey}. Give every node a copy, and keep one yourself.`);
}

function keyFile(): string {
	const { logKeyFile } = readConfig(process.env);
	if (logKeyFile === null) throw new KeyFileError('A database in memory has no key that lasts');
	return logKeyFile;
}
