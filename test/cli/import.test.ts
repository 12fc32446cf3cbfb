import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { atCommandLine } from '../../src/cli/desk.ts';
import { proofAbout } from '../../src/queries/shared/log-proof.ts';
import { incident, maintenance, summary } from '../statuspage/statuspage-builders.ts';
import { inFolder, stored, vigente, withDatabase } from './cli.ts';

withDatabase();

test('a page is imported once', async () => {
	const file = saved('summary.json', JSON.stringify(summary({ scheduled_maintenances: [maintenance()] })));
	expect(await vigente('import', 'statuspage', file)).toEqual({
		status: 0,
		stdout: 'Lantern Co.: imported 2 components, 1 incident, 1 maintenance.\n',
		stderr: '',
	});
	expect((await vigente('import', 'statuspage', file)).stdout).toContain('Lantern Co.: nothing new.\n');
	const entries = await stored(({ publications }) => publications.entries(0, 10));
	expect(entries).toMatchObject([{ actor: 'cli', action: 'page.imported' }]);
	expect((await vigente('verify')).stdout).toContain('ok: 1 publications');
});

test('of what was imported, one that loses words leaves the others proven, and each has its proof', async () => {
	const incident_updates = incident().incident_updates.map((one, i) => ({ ...one, id: `fogupdate00${i}` }));
	const incidents = [incident(), incident({ id: 'fogbank00001', name: 'Fog', incident_updates })];
	await vigente('import', 'statuspage', saved('summary.json', JSON.stringify(summary({ incidents }))));
	await stored(async (stores) => {
		const [first, second] = await stores.incidents.list(null, 10);
		const words = first?.updates[0]?.body.en as string;
		const wish = { words, reason: { en: 'It named a customer' } };
		await stores.redactions.incident(first?.id as string, wish, () => {}, atCommandLine, 1);
		const signer = { origin: 'status.example.com/log', sign: async () => '— status.example.com/log AAAAAAAA\n' };
		await stores.logKeys.begin(Buffer.alloc(32, 1).toString('base64'), 1);
		const proof = (id: string | undefined) => proofAbout({ stores, signer }, `incident/${id}`, 'incident.%');
		expect([await proof(first?.id), await proof(second?.id)]).toEqual([
			expect.stringContaining('\nindex 1\n'),
			expect.stringContaining('\nindex 0\n'),
		]);
		expect(await proof('a')).toBeNull();
	});
	expect((await vigente('verify')).stdout).toContain('ok: 2 publications, of which 1 have lost words');
});

test('a script reads how much came', async () => {
	const file = saved('summary.json', `\uFEFF${JSON.stringify(summary())}`);
	const { stdout } = await vigente('import', 'statuspage', '--json', file);
	expect(JSON.parse(stdout)).toEqual({
		pages: ['Lantern Co.'],
		components: 2,
		incidents: 1,
		maintenances: 0,
		updated: 0,
		notes: [],
	});
});

test('every flaw of every file has a line, and nothing is imported', async () => {
	const good = saved('good.json', JSON.stringify(summary()));
	const html = saved('page.json', '<html>');
	const wrong = saved('wrong.json', JSON.stringify(summary({ page: { id: 'a b', updated_at: 'now' } })));
	const { status, stdout, stderr } = await vigente('import', 'statuspage', good, html, wrong);
	expect([status, stdout]).toEqual([1, '']);
	expect(stderr.trimEnd().split('\n')).toEqual([
		expect.stringContaining(`vigente: ${html}: expected JSON, found a web page`),
		expect.stringContaining(`vigente: ${wrong}: page.id: expected an id`),
		expect.stringContaining(`vigente: ${wrong}: page.name: expected a string, found nothing`),
		expect.stringContaining(`vigente: ${wrong}: page.updated_at: expected an instant`),
	]);
	expect(await stored(({ publications }) => publications.entries(0, 10))).toEqual([]);
});

test('an odd record is named and left out; with --strict it leaves out all', async () => {
	const odd = incident({ id: 'fogbank00001', name: 'Fog', status: 'resolved' });
	const file = saved('summary.json', JSON.stringify(summary({ incidents: [incident(), odd] })));
	const strict = await vigente('import', 'statuspage', '--strict', file);
	expect([strict.status, strict.stdout]).toEqual([2, '']);
	expect(strict.stderr).toContain(`vigente: ${file}: incidents[1] "Fog": left out: resolved_at: expected`);
	expect(await stored(({ publications }) => publications.entries(0, 10))).toEqual([]);
	const { status, stdout } = await vigente('import', 'statuspage', '--json', file);
	expect(status).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({ incidents: 1, notes: [expect.stringContaining('"Fog": left out')] });
});

test('a file that is not there is named', async () => {
	expect(await vigente('import', 'statuspage', '/nowhere.json')).toEqual({
		status: 1,
		stdout: '',
		stderr: 'vigente: /nowhere.json: expected this file: it is missing\n',
	});
});

function saved(name: string, text: string): string {
	writeFileSync(inFolder(name), text);
	return inFolder(name);
}
