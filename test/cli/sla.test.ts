import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import { inFolder, stored, vigente, vigenteWith, withDatabase } from './cli.ts';

withDatabase();

const real = fileURLToPath(new URL('../../content/sla/blip-go', import.meta.url));
let texts: string;

beforeEach(() => {
	texts = inFolder('sla/blip-go');
	mkdirSync(texts, { recursive: true });
	cpSync(real, texts, { recursive: true });
});

test('one file is enough: the other languages lie beside it, and are named', async () => {
	const { status, stdout, stderr } = await publish('1.es.md');
	expect(status).toBe(0);
	expect(stderr).toBe(`Also publishing ${join(texts, '1.en.md')} and ${join(texts, '1.pt-BR.md')}\n`);
	expect(stdout).toMatch(/^Revision 1 of blip-go is in force since \d{4}-\d\d-\d\dT.*Z\.\n/);
	expect(stdout).toContain(sha256(readFileSync(join(texts, '1.pt-BR.md'), 'utf8')));
});

test('what was published stands in the ledger, under the name of the command line', async () => {
	await publish('1.es.md');
	const [entry] = await stored(({ publications }) => publications.entries(0, 10));
	expect(entry).toMatchObject({ actor: 'cli', action: 'revision.published', subject: 'sla/blip-go/1' });
});

test('the next revision takes the place of the one before, which is kept', async () => {
	await publish('1.es.md', '1.en.md', '1.pt-BR.md');
	writeRevision2();
	const published = JSON.parse((await vigente('sla', 'publish', 'blip-go', join(texts, '2.es.md'), '--json')).stdout);
	expect(published).toMatchObject({ document: 'blip-go', number: 2, in_force: true, published_by: 'cli' });
	expect(Object.keys(published.sha256)).toEqual(['es']);
	expect(JSON.parse((await vigente('sla', 'list', 'blip-go', '--json')).stdout)).toMatchObject([
		{ number: 2, in_force: true },
		{ number: 1, in_force: false },
	]);
	expect((await vigente('sla', 'list')).stdout).toMatch(
		/blip-go +2 .*cli +es +in force\nblip-go +1 .*cli +es en pt-BR\n/,
	);
});

test('where nobody can be asked, commitments that nobody has confirmed are named, and nothing is published', async () => {
	const { status, stderr } = await vigente('sla', 'publish', 'blip-go', join(texts, '1.es.md'));
	expect(status).toBe(1);
	const lines = stderr.trimEnd().split('\n').slice(1);
	expect(lines[0]).toContain('--confirm-all says that somebody has read each commitment');
	expect(lines[1]).toBe('vigente: Not every commitment is confirmed');
	expect(lines[2]).toContain('/commitments/first-response-pro: Expected "confirmed": true');
	expect(lines).toHaveLength(25);
	expect(await stored(({ revisions }) => revisions.all())).toEqual([]);
});

test('a revision is published once', async () => {
	await publish('1.es.md');
	expect(await publish('1.es.md')).toEqual({
		status: 1,
		stdout: '',
		stderr: expect.stringContaining('vigente: Expected revision 2 of blip-go, not 1\n'),
	});
});

test('a text that contradicts its terms is refused, each flaw on a line of its own', async () => {
	const file = join(texts, '1.es.md');
	const source = readFileSync(file, 'utf8');
	writeFileSync(file, source.replace('hasta 45 minutos', 'pronto').replace('hasta 10 días', 'varios días'));
	const { status, stdout, stderr } = await publish('1.es.md');
	expect([status, stdout]).toEqual([1, '']);
	const [also, first, ...flaws] = stderr.trimEnd().split('\n');
	expect(also).toContain('Also publishing');
	expect(first).toBe('vigente: The texts cannot be published as they are');
	expect(flaws).toHaveLength(2);
	for (const flaw of flaws) expect(flaw).toMatch(/^ {2}\/texts\/es: line \d+: expected clause 2\.\d\.\d to say/);
	expect(await stored(({ revisions }) => revisions.all())).toEqual([]);
});

test.each([
	[
		'a file that is not there',
		['blip-go', '/nowhere/1.es.md'],
		'vigente: /nowhere/1.es.md: expected this file: it is missing',
	],
	[
		'the texts of another document',
		['other', join(real, '1.es.md')],
		'vigente: These texts are of blip-go, not of other',
	],
])('%s is refused', async (_, words, expected) => {
	const { status, stderr } = await vigente('sla', 'publish', ...words);
	expect(status).toBe(1);
	expect(stderr.trimEnd().split('\n').at(-1)).toBe(expected);
});

test('a list says which revisions are drafts, and how to publish each', async () => {
	const listed = (...words: string[]) => vigenteWith({ CONTENT_DIR: inFolder('.') }, 'sla', 'list', ...words);
	await publish('1.es.md');
	writeRevision2();
	writeFileSync(join(texts, '3.es.md'), 'Hola');
	const { status, stdout, stderr } = await listed('blip-go');
	expect([status, stdout]).toEqual([
		0,
		expect.stringMatching(/blip-go +3 +draft\nblip-go +2 +draft\nblip-go +1 .*in force\n/),
	]);
	const file = join(texts, '2.es.md');
	expect(stderr.trimEnd().split('\n')).toEqual([
		`Draft: revision 2 of blip-go (${file}) is not in force. To publish it: npm run vigente -- sla publish blip-go ${file}`,
		expect.stringMatching(/^Draft: revision 3 of blip-go .*3\.es\.md:1: expected front matter/),
	]);
	expect(JSON.parse((await listed('--json')).stdout)).toMatchObject([
		{ number: 3, draft: true, in_force: false, mistakes: [expect.stringContaining('front matter')] },
		{ number: 2, draft: true, published_at: null, files: [file], mistakes: [] },
		{ number: 1, draft: false, in_force: true },
	]);
});

test('of a file in the content folder that has no such name, a list says so and goes on', async () => {
	await publish('1.es.md');
	writeFileSync(join(texts, 'two.md'), '');
	const { status, stdout, stderr } = await vigenteWith({ CONTENT_DIR: inFolder('.') }, 'sla', 'list');
	expect([status, stdout]).toEqual([0, expect.stringMatching(/blip-go +1 .*in force\n/)]);
	expect(stderr).toContain('two.md: expected a name such as "1.es.md"\n');
});

test('where nothing is published and nothing waits, a list is empty', async () => {
	mkdirSync(inFolder('empty'));
	const listed = (...words: string[]) => vigenteWith({ CONTENT_DIR: inFolder('empty') }, 'sla', 'list', ...words);
	expect(await listed()).toEqual({ status: 0, stdout: '', stderr: 'Nothing is published yet.\n' });
	expect((await listed('--json')).stdout).toBe('[]\n');
	expect(await listed('nothing')).toMatchObject({
		status: 1,
		stderr: 'vigente: There is no document "nothing"\n',
	});
});

function publish(...names: string[]) {
	return vigente('sla', 'publish', 'blip-go', '--confirm-all', ...names.map((name) => join(texts, name)));
}

function writeRevision2(): void {
	const source = readFileSync(join(texts, '1.es.md'), 'utf8');
	writeFileSync(join(texts, '2.es.md'), source.replace('revision: 1', 'revision: 2'));
}
