import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkpointText, readCheckpoint, signersOf } from '../../../src/domain/log/checkpoint.ts';
import { emptyRoot } from '../../../src/domain/log/merkle.ts';
import { proofText, readProof } from '../../../src/domain/log/proof.ts';
import {
	cosignatureLine,
	type NoteKey,
	readVerifierKey,
	signatureLine,
	verifierKey,
} from '../../../src/domain/log/signed-note.ts';

const log = keyOf('status.example.com/log', 'signature');
const witness = keyOf('witness.example', 'cosignature');
const checkpoint = { origin: log.key.name, size: 7, root: emptyRoot };
const text = checkpointText(checkpoint);
const note = [
	`${text}\n`,
	signatureLine(text, log.key, log.privateKey),
	cosignatureLine(text, witness.key, witness.privateKey, 1_790_000_000),
].join('');

test('a verifier key is read as it was written, and no other line is one', () => {
	expect(readVerifierKey(verifierKey(log.key))).toEqual(log.key);
	expect(readVerifierKey(`${verifierKey(witness.key)}\n`)).toEqual(witness.key);
	// A published one: c2sp.org/signed-note
	const published = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
	expect(verifierKey(readVerifierKey(published) as NoteKey)).toBe(published);
	for (const line of ['', 'x', published.replace('033d', '133d'), published.replace('+Ac', '+Bc'), ` ${published}x`])
		expect(readVerifierKey(line)).toBeNull();
});

test('a checkpoint says who has signed it, of those who are known', () => {
	expect(readCheckpoint(note)).toEqual({ ...checkpoint, text });
	expect(signersOf(note, [log.key, witness.key])).toEqual([log.key, witness.key]);
	expect(signersOf(note, [keyOf('status.example.com/log', 'signature').key])).toEqual([]);
});

test('one of which any character was changed is signed by nobody, or is none', () => {
	for (const changed of [
		note.replace('\n7\n', '\n8\n'),
		note.replace('47DE', '47DF'),
		note.replace('status', 'ztatus'),
	])
		expect(() => signersOf(changed, [log.key])).toThrow('The signature of status.example.com/log does not hold');
	for (const broken of [
		'',
		text,
		note.trimEnd(),
		note.replace('\n7\n', '\n07\n'),
		note.replace('— ', '- '),
		`${note}\0`,
	])
		expect(() => readCheckpoint(broken)).toThrow('This is no signed checkpoint of a log');
});

test('a proof is read as it was written, and nothing else is one', () => {
	const proof = { extra: Buffer.from('more'), index: 3, hashes: [emptyRoot, emptyRoot], checkpoint: note };
	for (const one of [proof, { ...proof, extra: null }, { ...proof, hashes: [] }])
		expect(readProof(proofText(one))).toEqual(one);
	for (const broken of [
		'',
		proofText(proof).replace('@v1', '@v2'),
		proofText(proof).replace('index 3', 'index -3'),
		proofText({ ...proof, checkpoint: '' }),
	])
		expect(() => readProof(broken)).toThrow(/^This is no/);
});

function keyOf(name: string, kind: NoteKey['kind']) {
	const { publicKey, privateKey } = generateKeyPairSync('ed25519');
	const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url');
	return { key: { name, kind, publicKey: raw } satisfies NoteKey, privateKey };
}
