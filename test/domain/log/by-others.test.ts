import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkpointText } from '../../../src/domain/log/checkpoint.ts';
import { inclusionSpans, leafHash } from '../../../src/domain/log/merkle.ts';
import { keyIdOf, type NoteKey, signatureLine } from '../../../src/domain/log/signed-note.ts';
import { hashesOf, treeHash } from './trees.ts';

// What ours makes is checked by a verifier that others wrote, of which these parts have no name to import them by.
const load = createRequire(createRequire(import.meta.url).resolve('@sigstore/verify'));
const { verifyMerkleInclusion } = load('./tlog/merkle.js');
const { verifyCheckpoint } = load('./tlog/checkpoint.js');

const entries = Array.from({ length: 90 }, (_, i) => Buffer.from(`entry ${i}`));
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url');
const key: NoteKey = { name: 'status.example.com/log', kind: 'signature', publicKey: raw };
const trusted = [
	{
		logID: keyIdOf(key),
		baseURL: `https://${key.name}`,
		publicKey: createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })),
	},
];

test('Sigstore’s verifier accepts our checkpoints and proofs of inclusion, and refuses them for another entry', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: entries.length }), fc.nat(), (size, pick) => {
			const index = pick % size;
			const leaves = entries.slice(0, size).map(leafHash);
			const text = checkpointText({ origin: key.name, size, root: treeHash(leaves) });
			const proof = {
				logIndex: String(index),
				hashes: hashesOf(leaves, inclusionSpans(index, { start: 0, end: size })),
				checkpoint: { envelope: `${text}\n${signatureLine(text, key, privateKey)}` },
			};
			const checkpoint = verifyCheckpoint({ inclusionProof: proof }, trusted);
			expect([checkpoint.origin, checkpoint.logSize]).toEqual([key.name, BigInt(size)]);
			const check = (canonicalizedBody: Buffer) =>
				verifyMerkleInclusion({ canonicalizedBody, inclusionProof: proof }, checkpoint);
			expect(() => check(entries[index] as Buffer)).not.toThrow();
			expect(() => check(Buffer.from('another'))).toThrow('calculated root hash does not match');
		}),
		{ numRuns: 60 },
	);
});
