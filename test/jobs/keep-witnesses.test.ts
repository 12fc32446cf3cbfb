import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { machine } from '../../src/domain/actor.ts';
import { readCheckpoint, signersOf } from '../../src/domain/log/checkpoint.ts';
import { isConsistent, type Tree } from '../../src/domain/log/merkle.ts';
import { checkProof } from '../../src/domain/log/opening.ts';
import { cosignatureLine, type NoteKey, verifierKey } from '../../src/domain/log/signed-note.ts';
import { type LogSigner, noteKeyOf } from '../../src/domain/log/signing-key.ts';
import { keepWitnesses } from '../../src/jobs/keep-witnesses.ts';
import { openLogKey } from '../../src/operating/log-key.ts';
import { checkpointAt } from '../../src/queries/shared/log-head.ts';
import { proofOf } from '../../src/queries/shared/log-proof.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { freshEngine, tamper } from '../databases.ts';
import { allowPrivate, closedPort, webServer } from '../outbound/servers.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url');
const witness: NoteKey = { name: 'witness.example', kind: 'cosignature', publicKey: raw };
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
let engine: Engine;
let stores: ReturnType<typeof openStores>;
let signer: LogSigner;
let logKey: NoteKey;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, { groups: [], components: [] });
	signer = await openLogKey({ file: null, isShared: false }, stores, 'status.example.com/log', 1);
	logKey = noteKeyOf(signer.origin, (await stores.logKeys.current()) as string);
});
afterEach(() => engine.close());

test('each publication is countersigned soon after, in the checkpoint and in proofs', async () => {
	await publish(3);
	keep(await localWitness());
	await expect.poll(seen).toMatchObject([{ size: 3, failure: null }]);
	await publish(5);
	await expect.poll(seen, { timeout: 5000 }).toMatchObject([{ size: 8, failure: null }]);
	const note = await checkpointAt({ stores, signer }, 8);
	expect(signersOf(note, [logKey, witness])).toEqual([logKey, witness]);
	await publish(1);
	const proof = checkProof((await proofOf({ stores, signer }, 2)) as string, [logKey, witness]);
	expect(proof.signers).toEqual([logKey, witness]);
});

test('a witness that has seen the log before is asked to go on from there', async () => {
	const url = await localWitness();
	await publish(4);
	keep(url);
	await expect.poll(seen).toMatchObject([{ size: 4 }]);
	await tamper(engine, 'DELETE FROM log_witnesses');
	await publish(2);
	keep(url);
	await expect.poll(seen, { timeout: 5000 }).toMatchObject([{ size: 6, failure: null }]);
});

describe('what a witness refuses is kept for the operator, and publications go on:', () => {
	test('where nobody answers', async () => {
		await publish(1);
		keep(`http://127.0.0.1:${await closedPort()}`);
		await expect.poll(seen).toMatchObject([{ size: 0, line: null, failure: 'connection refused' }]);
		await publish(1);
	});

	test('where the ledger was cut off, or rewritten', async () => {
		await publish(4);
		const url = await localWitness();
		keep(url);
		await expect.poll(seen).toMatchObject([{ size: 4 }]);
		await publish(1);
		await tamper(engine, 'UPDATE ledger SET hash = previous_hash WHERE number = 2');
		const why = 'the ledger does not go on from what it has seen: it was rewritten';
		await expect.poll(seen, { timeout: 5000 }).toMatchObject([{ size: 4, failure: why }]);
	});

	test('where it answers something else', async () => {
		await publish(1);
		for (const [body, failure] of [
			['— witness.example AAAAAAAA\n', 'its answer is not signed with its key'],
			['hello', 'its answer is not signed with its key'],
		] as const) {
			await tamper(engine, 'DELETE FROM log_witnesses');
			keep(await webServer((_, response) => response.end(body)));
			await expect.poll(seen).toMatchObject([{ failure }]);
		}
	});
});

function keep(url: string): void {
	const site = { witnesses: [{ url, key: verifierKey(witness) }], monitoring: { allow_private: allowPrivate } };
	const stop = keepWitnesses({ stores, signer }, site as never, () => 1000, quiet);
	onTestFinished(stop);
}

const seen = () => stores.logWitnesses.all();

async function publish(count: number): Promise<void> {
	const event = { kind: 'status.set' as const, subject: 'component/none', reach: 1, data: {} };
	for (let i = 0; i < count; i += 1)
		await stores.publications.publish({ by: machine }, 1, async () => ({ result: undefined, event }));
}

/** As https://c2sp.org/tlog-witness says: it goes on from what it has seen, and from nothing else. */
function localWitness(): Promise<string> {
	let last: Tree = { size: 0, root: Buffer.alloc(0) };
	const answer = async (request: IncomingMessage): Promise<[number, string]> => {
		const [head = '', ...rest] = (await textOf(request)).split('\n\n');
		const [old = '', ...proof] = head.split('\n');
		const note = rest.join('\n\n');
		const checkpoint = readCheckpoint(note);
		if (request.url !== '/add-checkpoint' || signersOf(note, [logKey]).length === 0) return [403, ''];
		if (old !== `old ${last.size}`) return [409, `${last.size}\n`];
		const hashes = proof.map((line) => Buffer.from(line, 'base64'));
		if (!isConsistent(last, checkpoint, hashes)) return [422, ''];
		last = checkpoint;
		return [200, cosignatureLine(checkpoint.text, witness, privateKey, 1_790_000_000)];
	};
	return webServer((request, response) => {
		void answer(request).then(([status, body]) => response.writeHead(status).end(body));
	});
}
