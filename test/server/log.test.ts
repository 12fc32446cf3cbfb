import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCheckpoint, signersOf } from '../../src/domain/log/checkpoint.ts';
import { emptyRoot, leafHash } from '../../src/domain/log/merkle.ts';
import { checkProof, keyNamedIn } from '../../src/domain/log/opening.ts';
import { type NoteKey, readVerifierKey } from '../../src/domain/log/signed-note.ts';
import { hashOver } from '../../src/domain/log/tiles.ts';
import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import { Client, newIncident } from '../api/client.ts';
import { startDemoServer } from '../demo-server.ts';
import type { TestServer } from '../server.ts';

let server: TestServer;
let key: NoteKey;
let incident: string;

beforeAll(async () => {
	server = await startDemoServer();
	key = readVerifierKey((await text('/log/key')).split(' ')[0] as string) as NoteKey;
	const staff = new Client(server, await server.token('status'));
	const posted = { ...newIncident(), title: 'Llueve en la sala' };
	incident = (await staff.post<IncidentResource>('/incidents', posted)).body.id;
});
afterAll(() => server.stop());

test('the checkpoint is signed, and its root is that of the tiles', async () => {
	const note = await text('/log/checkpoint');
	expect(signersOf(note, [key])).toEqual([key]);
	const { size, root, origin } = readCheckpoint(note);
	expect(origin).toBe('status.example.com/log');
	const tiles = new Map<string, Buffer[]>();
	for (let index = 0; index * 256 < size; index += 1)
		tiles.set(`0/${index}`, parts(await bytes(tileName(0, index, size)), 32));
	if (size >= 256) tiles.set('1/0', parts(await bytes(tileName(1, 0, Math.floor(size / 256))), 32));
	expect(hashOver({ start: 0, end: size }, tiles)).toEqual(root);
	const entries = parts(await bytes(tileName('entries', 0, size)), 34);
	expect(entries.map((one) => leafHash(one.subarray(2)))).toEqual(tiles.get('0/0'));
	expect(entries.every((one) => one.readUInt16BE() === 32)).toBe(true);
});

test('a tile stays as it is for ever, and one that the log has not is not there', async () => {
	const response = await fetch(`${server.url}/log/tile/0/000.p/3`);
	expect(response.headers.get('content-type')).toBe('application/octet-stream');
	expect(response.headers.get('cache-control')).toContain('immutable');
	expect((await response.arrayBuffer()).byteLength).toBe(96);
	for (const one of ['0/999', '9/000', '0/000.p/256', 'x', '0/0', 'entries/001', '0/000.p/3/x'])
		expect((await fetch(`${server.url}/log/tile/${one}`)).status).toBe(404);
});

describe('what a page offers as proof is checked without the server,', () => {
	test('of a revision, with the hash of each text', async () => {
		const { said } = checkProof(await text('/sla/blip-go/1.tlog-proof'), [key]);
		const page = await text('/sla/blip-go/1');
		expect(said).toMatchObject({ action: 'revision.published', subject: 'sla/blip-go/1' });
		expect(page).toContain(Object.entries(said?.data.sha256 ?? {}).find(([language]) => language === 'es')?.[1]);
		expect(page).toContain('href="/sla/blip-go/1.tlog-proof"');
	});

	test('of an incident, with its words and without who wrote them', async () => {
		const proof = await text(`/incidents/${incident}.tlog-proof`);
		const { said } = checkProof(proof, [key]);
		expect(said).toMatchObject({ action: 'incident.opened', data: { title: { es: 'Llueve en la sala' } } });
		const opened = Buffer.from(/extra (\S+)/.exec(proof)?.[1] as string, 'base64').toString();
		expect(opened).not.toContain('token:');
		expect(await text(`/incidents/${incident}`)).toContain(`href="/incidents/${incident}.tlog-proof"`);
	});

	test('of a month that is frozen, and of no other', async () => {
		const { said } = checkProof(await text('/sla/blip-go/report/2026-09.tlog-proof'), [key]);
		expect(said).toMatchObject({ action: 'report.frozen', subject: 'report/blip-go/2026-09' });
		expect(await text('/sla/blip-go/report/2026-09')).toContain(said?.data.sha256 as string);
		for (const one of ['/sla/blip-go/report/2026-10', '/sla/blip-go/99', '/sla/other/1', '/incidents/none'])
			expect((await fetch(`${server.url}${one}.tlog-proof`)).status).toBe(404);
	});
});

test('a proof that was changed, or is of another log, proves nothing', async () => {
	const proof = await text(`/incidents/${incident}.tlog-proof`);
	expect(keyNamedIn(proof)).toBe((await text('/log/key')).split(' ')[0]);
	const [, extra] = /extra (\S+)/.exec(proof) as unknown as [string, string];
	const withExtra = (change: (json: string) => string) => {
		return proof.replace(extra, Buffer.from(change(Buffer.from(extra, 'base64').toString())).toString('base64'));
	};
	const changed: [string, RegExp][] = [
		[withExtra((json) => json.replace('incident.opened', 'incident.edited')), /is not in the log/],
		[
			withExtra((json) => json.replace('Llueve', 'Nieva')),
			/The text at \S+ does not match its digest: this proof was changed/,
		],
		[withExtra(() => '{}'), /does not say of what it is/],
		[proof.replace(/index \d+/, 'index 0'), /is not in the log/],
		[proof.replace(/\n[^\n]{43}=\n/, `\n${emptyRoot.toString('base64')}\n`), /is not in the log/],
		[proof.replace('c2sp.org', 'example.com'), /This is no proof of a log/],
		[proof.replace(/— .*\n/, ''), /This is no/],
	];
	for (const [one, why] of changed) expect(() => checkProof(one, [key])).toThrow(why);
	const other = { ...key, publicKey: Buffer.alloc(32, 1) };
	expect(() => checkProof(proof, [other])).toThrow('is not signed with this key');
});

test('the page says in three languages what there is, and how to check it', async () => {
	const { size } = readCheckpoint(await text('/log/checkpoint'));
	expect(await text('/log')).toContain(`${size} publicaciones hasta ahora`);
	expect(await text('/pt-br/log')).toContain(`${size} publicações até agora`);
	expect(await text('/en/log')).toContain(`${size} publications so far`);
});

async function text(path: string): Promise<string> {
	const response = await fetch(`${server.url}${path}`);
	expect([path, response.status]).toEqual([path, 200]);
	return response.text();
}

async function bytes(path: string): Promise<Buffer> {
	const response = await fetch(`${server.url}${path}`);
	expect([path, response.status]).toEqual([path, 200]);
	return Buffer.from(await response.arrayBuffer());
}

function tileName(level: number | 'entries', index: number, size: number): string {
	const width = Math.min(256, size - index * 256);
	return `/log/tile/${level}/${String(index).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`;
}

function parts(all: Buffer, length: number): Buffer[] {
	return Array.from({ length: all.length / length }, (_, i) => all.subarray(i * length, (i + 1) * length));
}
