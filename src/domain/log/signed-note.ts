import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

// A text, an empty line, and a line for each signature: https://c2sp.org/signed-note

/** Signs by itself, or says beside when it has seen the note (https://c2sp.org/tlog-cosignature). */
const kinds = { signature: 0x01, cosignature: 0x04 } as const;

/** Who may have signed, and with which key. */
export interface NoteKey {
	/** Without spaces and "+", such as `status.example.com/log`. */
	name: string;
	kind: keyof typeof kinds;
	/** Of Ed25519: 32 bytes. */
	publicKey: Buffer;
}

export interface SignedNote {
	/** With the line feed at its end. */
	text: string;
	signatures: NoteSignature[];
}

export interface NoteSignature {
	name: string;
	/** The first four bytes of what the key is known by. */
	keyId: Buffer;
	bytes: Buffer;
}

export function keyIdOf({ name, kind, publicKey }: NoteKey): Buffer {
	return createHash('sha256')
		.update(`${name}\n`)
		.update(Buffer.of(kinds[kind]))
		.update(publicKey)
		.digest()
		.subarray(0, 4);
}

/** One line that says all of a key: name, key id and key. */
export function verifierKey(key: NoteKey): string {
	const material = Buffer.concat([Buffer.of(kinds[key.kind]), key.publicKey]);
	return `${key.name}+${keyIdOf(key).toString('hex')}+${material.toString('base64')}`;
}

/** Null where the line is none. */
export function readVerifierKey(line: string): NoteKey | null {
	const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(line.trim()) ?? [];
	if (name === undefined || encoded === undefined) return null;
	const material = Buffer.from(encoded, 'base64');
	const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find((one) => kinds[one] === material[0]);
	if (kind === undefined || material.length !== 33) return null;
	const key: NoteKey = { name, kind, publicKey: material.subarray(1) };
	return keyIdOf(key).toString('hex') === id ? key : null;
}

/** The line of a signature by the log itself. */
export function signatureLine(text: string, key: NoteKey, privateKey: KeyObject): string {
	return lineOf({ name: key.name, keyId: keyIdOf(key), bytes: sign(null, Buffer.from(text), privateKey) });
}

/** The line of somebody who has seen the note. @param seconds since 1970 */
export function cosignatureLine(text: string, key: NoteKey, privateKey: KeyObject, seconds: number): string {
	const time = Buffer.alloc(8);
	time.writeBigUInt64BE(BigInt(seconds));
	const bytes = Buffer.concat([time, sign(null, cosigned(text, seconds), privateKey)]);
	return lineOf({ name: key.name, keyId: keyIdOf(key), bytes });
}

export function lineOf({ name, keyId, bytes }: NoteSignature): string {
	return `— ${name} ${Buffer.concat([keyId, bytes]).toString('base64')}\n`;
}

function cosigned(text: string, seconds: number | bigint): Buffer {
	return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** Null where this is no signed note. */
export function readNote(note: string): SignedNote | null {
	const end = note.lastIndexOf('\n\n') + 1;
	if (end === 0 || /(?!\n)[\p{Cc}\ufffd]/u.test(note)) return null;
	const signatures = readSignatures(note.slice(end + 1));
	return signatures === null ? null : { text: note.slice(0, end), signatures };
}

/** Null where not every line is a signature, or none is. */
export function readSignatures(lines: string): NoteSignature[] | null {
	if (!lines.endsWith('\n')) return null;
	const signatures = lines.slice(0, -1).split('\n').map(readSignature);
	return signatures.every((one) => one !== null) ? signatures : null;
}

function readSignature(line: string): NoteSignature | null {
	const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
	const bytes = Buffer.from(encoded ?? '', 'base64');
	if (name === undefined || bytes.length < 5) return null;
	return { name, keyId: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

/** Which of its signatures is by this key; its line is kept as it came. */
export function isBy({ name, keyId }: NoteSignature, key: NoteKey): boolean {
	return name === key.name && keyId.equals(keyIdOf(key));
}

/** Does the signature hold? Of one by another key nothing can be said. */
export function holds(text: string, { bytes }: NoteSignature, { kind, publicKey }: NoteKey): boolean {
	const key = createPublicKey({
		key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') },
		format: 'jwk',
	});
	if (kind === 'signature') return bytes.length === 64 && verify(null, Buffer.from(text), key, bytes);
	return bytes.length === 72 && verify(null, cosigned(text, bytes.readBigUInt64BE()), key, bytes.subarray(8));
}
