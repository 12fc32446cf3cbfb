import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Instant } from '../instant.ts';
import { type NoteKey, signatureLine, verifierKey } from './signed-note.ts';

/** What signs the log: a key pair of Ed25519. */
export interface SigningKey {
	privateKey: KeyObject;
	/** 32 bytes, as base64. */
	publicKey: string;
}

/** A key with which the log was signed for a while. */
export interface LogKey {
	/** 32 bytes, as base64. */
	publicKey: string;
	from: Instant;
	/** When another one took over; null for that of today. */
	until: Instant | null;
}

/** Signs for a log, as its key of the moment. */
export interface LogSigner {
	/** Which log it is, for ever. */
	readonly origin: string;
	/** The line below a text. @throws where the key at hand is not that of the log any more */
	sign(text: string): Promise<string>;
}

/** A new one, as PEM. */
export function newSigningKey(): string {
	return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}

/** All of a file, in its order: that of today, and then those that it took over from. What is no key is left out. */
export function signingKeysIn(pem: string): SigningKey[] {
	const blocks = pem.match(/-----BEGIN PRIVATE KEY-----[^-]*-----END PRIVATE KEY-----/g) ?? [];
	return blocks.flatMap((block) => readSigningKey(block) ?? []);
}

export function pemOf({ privateKey }: SigningKey): string {
	return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}

/** The first one, which signs. Null where this is none. */
export function readSigningKey(pem: string): SigningKey | null {
	try {
		const privateKey = createPrivateKey(pem);
		const { crv, x } = createPublicKey(privateKey).export({ format: 'jwk' });
		return crv === 'Ed25519'
			? { privateKey, publicKey: Buffer.from(x as string, 'base64url').toString('base64') }
			: null;
	} catch {
		return null;
	}
}

export function noteKeyOf(origin: string, publicKey: string): NoteKey {
	return { name: origin, kind: 'signature', publicKey: Buffer.from(publicKey, 'base64') };
}

export function signedBy(origin: string, { privateKey, publicKey }: SigningKey, text: string): string {
	return signatureLine(text, noteKeyOf(origin, publicKey), privateKey);
}

/** A line for each key, that of today first: what verifies by it, and from when until when it signed. */
export function keyLines(origin: string, keys: readonly LogKey[]): string {
	const newest = keys.toSorted((one, other) => other.from - one.from);
	const lines = newest.map(({ publicKey, from, until }) => {
		const span = [from, until].filter((at) => at !== null).map((at) => new Date(at).toISOString());
		return `${[verifierKey(noteKeyOf(origin, publicKey)), ...span].join(' ')}\n`;
	});
	return lines.join('');
}
