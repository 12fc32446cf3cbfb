import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { atCommandLine, writing } from '../../src/cli/desk.ts';
import { importStatuspage } from '../../src/commands/import-statuspage.ts';
import { digestOfAddress } from '../../src/commands/new-subscriber.ts';
import { addPerson, changeRole, changeSecurity, removePerson } from '../../src/commands/people.ts';
import { publishPendingRevisions } from '../../src/commands/publish-pending-revisions.ts';
import { publishRevision } from '../../src/commands/publish-revision.ts';
import { noteOnDraft, saveDraft } from '../../src/commands/revision-drafts.ts';
import { addSubscriber, removeSubscriber } from '../../src/commands/subscribers.ts';
import { createToken } from '../../src/commands/tokens.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { sha256 } from '../../src/domain/canonical.ts';
import type { Subscriber } from '../../src/domain/notices/subscriber.ts';
import { authorOf } from '../../src/domain/waiting-post.ts';
import { NewSubscriber } from '../../src/inputs/subscriber.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import { textOf } from '../revision-texts.ts';
import { component, summary } from '../statuspage/statuspage-builders.ts';
import { writtenBy } from '../written-by.ts';
import { databaseUrl, inFolder, stored, vigente, vigenteProcess, vigenteWith, withDatabase } from './cli.ts';

withDatabase();

const real = fileURLToPath(new URL('../../content', import.meta.url));

const { site } = loadContent(real);
const wishOf = (address: string) => NewSubscriber.parse({ channel: 'email', address, topics: ['incidents'] });

/** One token more: something to tell one state of the database from another. */
const grow = () => vigente('token', 'create', '--name', 'me', '--scope', 'status');
const tokens = () => stored(async (stores) => (await stores.tokens.list()).length);
const bytes = (name: string) => (existsSync(inFolder(name)) ? sha256(readFileSync(inFolder(name), 'latin1')) : null);
/** Reading one makes files beside it, which are SQLite's own. */
const files = () => readdirSync(dirname(inFolder('x'))).filter((name) => !/-(wal|shm)$/.test(name));

describe('backup and restore', () => {
	test('a backup brings back what there was, and what it replaces is kept', async () => {
		await grow();
		const copy = inFolder('copy.db');
		const kept = await vigente('backup', copy);
		expect(kept).toEqual({ status: 0, stdout: '', stderr: `${copy} is a copy of ${inFolder('vigente.db')}.\n` });
		expect(statSync(copy).mode & 0o777).toBe(0o600);
		await grow();
		const before = await vigente('restore', copy);
		expect(before).toMatchObject({ status: 1, stdout: '' });
		expect(before.stderr).toMatch(
			/: one entry of the ledger is not in the copy; the newest entry is of [\d-]{10}T\S+Z: --force replaces it\n$/,
		);
		expect(await tokens()).toBe(2);
		const { status, stdout, stderr } = await vigente('restore', copy, '--force');
		expect([status, stdout]).toEqual([0, '']);
		const [is, was, lost] = stderr.split('\n');
		expect(lost).toContain('Of what was there before, one entry of the ledger is not in the copy');
		expect(is).toBe(`${inFolder('vigente.db')} is ${copy} again.`);
		const aside = /^What was there before is (.*vigente\.db\.replaced-\d{8}T[\d.]{10}Z)\.$/.exec(was ?? '')?.[1] ?? '';
		expect([await tokens(), existsSync(aside)]).toEqual([1, true]);
	});

	test('who was shut out since stays out, nobody is signed in, and what was cancelled since waits for somebody and is named', async () => {
		const report = { kind: 'incident.open', about: '', input: {}, by: authorOf(atCommandLine.by) };
		const post = { ...report, seen: null, heldAt: 1, publishAt: 2_000_000_000_000, needsApproval: false } as const;
		const { leaked, subscribed } = await stored(async (stores) => {
			const made = await createToken(stores, 'leaked', ['status'], atCommandLine, 1);
			await createToken(stores, 'good', ['status'], atCommandLine, 1);
			for (const name of ['gone', 'demoted', 'raised', 'anew', 'same'])
				await addPerson(
					stores,
					{ email: `${name}@example.com`, role: name === 'raised' ? 'staff' : 'admin' },
					atCommandLine,
					1,
				);
			for (const id of ['cancelled', 'waiting']) await stores.waitingPosts.hold({ ...post, id }, atCommandLine);
			const subscribed: Subscriber[] = [];
			for (const name of ['leaving', 'removed', 'staying'])
				subscribed.push(await addSubscriber(stores, site, wishOf(`${name}@example.org`), atCommandLine, 1, true));
			return { leaked: made.id, subscribed };
		});
		sqlOf(
			'vigente.db',
			`INSERT INTO accounts (id, user_id, account_id, provider_id, password, created_at, updated_at)
			SELECT id, id, id, 'credential', 'hash', 1, 1 FROM users;
			INSERT INTO sessions (id, user_id, token, expires_at, created_at, updated_at) SELECT id, id, id, 9, 1, 1 FROM users`,
		);
		const copy = inFolder('copy.db');
		await vigente('backup', copy);
		await stored(async (stores) => {
			await stores.waitingPosts.cancel('cancelled', atCommandLine, 2);
			await stores.tokens.revoke(leaked, atCommandLine, 2);
			await removePerson(stores, 'gone@example.com', atCommandLine, 2);
			await changeRole(stores, { email: 'demoted@example.com', role: 'staff' }, atCommandLine, 2);
			await changeRole(stores, { email: 'raised@example.com', role: 'admin' }, atCommandLine, 2);
			const [leaving, removed] = subscribed as [Subscriber, Subscriber];
			await stores.subscribers.depart(leaving, digestOfAddress(leaving), 2);
			await removeSubscriber(stores, removed.id, atCommandLine, 2);
			const anew = (await stores.people.list()).find(({ email }) => email === 'anew@example.com');
			await changeSecurity(stores, (anew as { id: string }).id, 'password', async () => true, 2, true);
		});
		const { status, stderr } = await vigente('restore', copy, '--force');
		expect(status).toBe(0);
		expect(stderr).toContain(
			[
				'Nobody is signed in, and no link that was sent holds.',
				'The token leaked is revoked, as it was since.',
				'anew@example.com had changed how they sign in since: a new link lets them in (user add).',
				'demoted@example.com is staff, as they were since.',
				'gone@example.com is removed, as they were since.',
				'Subscribers who were taken off since, and stay so: 2.',
				'2 posts wait in it: none is published before somebody lets it go (/admin, or waiting list).',
				'  cancelled (incident.open) had been cancelled since the copy was made.',
				'',
			].join('\n'),
		);
		const people = await stored((stores) => stores.people.list());
		expect(people.map(({ email, role, hasPassword }) => [email.split('@')[0], role, hasPassword])).toEqual([
			['anew', 'admin', false],
			['demoted', 'staff', true],
			['raised', 'staff', true],
			['same', 'admin', true],
		]);
		const { left, hasDeparted } = await stored(async ({ subscribers }) => ({
			left: (await subscribers.list()).map(({ address }) => address),
			hasDeparted: await subscribers.hasDeparted(digestOfAddress(subscribed[0] as Subscriber)),
		}));
		expect([left, hasDeparted]).toEqual([['staying@example.org'], true]);
		const valid = (await stored((stores) => stores.tokens.list())).filter(({ revokedAt }) => revokedAt === null);
		expect(valid.map(({ name }) => name)).toEqual(['good']);
		expect(countIn('vigente.db', 'sessions') + countIn('vigente.db', 'verifications')).toBe(0);
		expect((await vigente('verify')).status).toBe(0);
	});

	test('a restore that is cut off leaves one of the two databases in place', async () => {
		await grow();
		const copy = inFolder('copy.db');
		await vigente('backup', copy);
		await grow();
		const dying = `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
			const { renameSync } = fs;
			fs.renameSync = (...names) => { renameSync(...names); process.kill(process.pid, 'SIGKILL'); }; syncBuiltinESMExports();`;
		vi.stubEnv('NODE_OPTIONS', `--import=data:text/javascript,${encodeURIComponent(dying)}`);
		expect(vigenteProcess('restore', copy, '--force').status).toBeNull();
		vi.unstubAllEnvs();
		expect(await tokens()).toBe(1);
		expect((await vigente('restore', copy, '--force')).status).toBe(0);
		expect(await tokens()).toBe(1);
	});

	test('where one table cannot be read, what is lost of the others is counted, and only force gives it up', async () => {
		const copy = inFolder('copy.db');
		await vigente('backup', copy);
		await grow();
		harm('subscribers');
		const { status, stderr } = await vigente('restore', copy);
		expect([status, stderr]).toEqual([
			1,
			expect.stringMatching(
				/: one entry of the ledger is not in the copy; .* not known what else .*malformed.*: --force replaces it\n$/,
			),
		]);
	});

	test('the last copy that is known is as old as what it says, however young its file', async () => {
		sqlOf('vigente.db', 'INSERT INTO heartbeat (id, at) VALUES (1, 1700000000000)');
		const copy = inFolder('copy.db');
		await vigente('backup', copy);
		await vigente('restore', copy, '--force');
		expect(await stored(({ backups }) => backups.last())).toMatchObject({ place: copy, at: 1_700_000_000_000 });
	});

	test('drafts and what colleagues said of them are counted before they are given up', async () => {
		const copy = inFolder('copy.db');
		const proposal = { document: 'blip-go', texts: { es: textOf(1) }, expected: null, confirmed: 'all' } as const;
		await stored((stores) => publishRevision(stores, proposal, atCommandLine, 500));
		await vigente('backup', copy);
		await stored(async (stores) => {
			await saveDraft(stores, 'blip-go', { texts: { es: textOf(2) } }, 0, atCommandLine.by, 1000);
			await noteOnDraft(stores, 'blip-go', 1, { kind: 'comment', body: 'Sí.' }, atCommandLine.by, 2000);
		});
		const { status, stderr } = await vigente('restore', copy);
		expect(status).toBe(1);
		expect(stderr).toContain(
			': one version of a draft and one comment or review of a draft are not in the copy: --force replaces it',
		);
		expect((await vigente('restore', copy, '--force')).stderr).toContain('one version of a draft');
	});

	test('of a database that cannot be read, nobody claims that nothing of it is lost', async () => {
		const copy = inFolder('copy.db');
		await vigente('backup', copy);
		writeFileSync(inFolder('vigente.db'), 'Dear diary. '.repeat(500));
		const { status, stderr } = await vigente('restore', copy);
		expect([status, stderr]).toEqual([0, expect.stringContaining('it is not known what is not in the copy')]);
		expect(await tokens()).toBe(0);
	});

	test('a backup is noted in the database, and so is one that another program made', async () => {
		const last = () => stored(({ backups }) => backups.last());
		expect(await last()).toBeNull();
		const copy = inFolder('copy.db');
		await vigente('backup', copy);
		expect(await last()).toMatchObject({ place: copy, bytes: statSync(copy).size, at: expect.any(Number) });
		expect(await vigente('backup', '--elsewhere', 'pg_dump, on nas2')).toMatchObject({ status: 0 });
		expect(await last()).toMatchObject({ place: 'pg_dump, on nas2', bytes: null });
		for (const words of [['--elsewhere', ' '], []]) expect((await vigente('backup', ...words)).status).toBe(1);
	});

	test('a backup that was not made is not noted', async () => {
		writeFileSync(inFolder('copy.db'), 'mine');
		await vigente('backup', inFolder('copy.db'));
		expect(await stored(({ backups }) => backups.last())).toBeNull();
	});

	test('a backup brings a lost database back', async () => {
		const [copy, lost] = [inFolder('copy.db'), inFolder('elsewhere.db')];
		await vigente('backup', copy);
		const { status, stderr } = await vigenteWith({ DATABASE_URL: `file:${lost}` }, 'restore', copy);
		expect([status, stderr]).toEqual([
			0,
			expect.stringMatching(
				new RegExp(`^${lost} is ${copy} again\\.\nNobody is signed in.*\nWho was removed.* is not all known`),
			),
		]);
		expect((await vigenteWith({ DATABASE_URL: `file:${lost}` }, 'token', 'list', '--json')).stdout).toBe('[]\n');
	});

	test('a file that is there is replaced only by force', async () => {
		writeFileSync(inFolder('copy.db'), 'mine');
		const { status, stderr } = await vigente('backup', inFolder('copy.db'));
		expect([status, stderr]).toEqual([
			1,
			`vigente: ${inFolder('copy.db')}: there is such a file already: --force replaces it\n`,
		]);
		expect(readFileSync(inFolder('copy.db'), 'utf8')).toBe('mine');
		expect((await vigente('backup', inFolder('copy.db'), '--force')).status).toBe(0);
		expect(new Sqlite(inFolder('copy.db')).pragma('quick_check', { simple: true })).toBe('ok');
	});

	test('of no database there is no backup', async () => {
		const given = { DATABASE_URL: `file:${inFolder('none.db')}` };
		const { status, stderr } = await vigenteWith(given, 'backup', inFolder('copy.db'));
		expect([status, stderr]).toEqual([1, expect.stringContaining('none.db: there is no database')]);
		expect(files().sort()).toEqual(['vigente.db']);
	});

	test('while a server uses the database, a backup is made and none is restored', async () => {
		const server = openDatabase(databaseUrl());
		try {
			expect((await vigente('backup', inFolder('copy.db'))).status).toBe(0);
			const { status, stderr } = await vigente('restore', inFolder('copy.db'));
			expect([status, stderr]).toEqual([1, expect.stringContaining('the database is in use: stop the server first')]);
			expect(files().filter((name) => /replaced|unfinished/.test(name))).toEqual([]);
		} finally {
			await server.close();
		}
	});

	test.each([
		['nothing', async () => {}, 'there is no such file'],
		['a text', () => writeFileSync(inFolder('copy.db'), 'Dear diary. '.repeat(500)), 'the database is corrupt'],
		['another program’s', () => sql('CREATE TABLE orders (id)'), 'this is the database of another program'],
		['an empty one', () => sql('VACUUM'), 'this is no database of Vigente'],
		[
			'a newer version’s',
			async () => {
				await openDatabase(`file:${inFolder('copy.db')}`).close();
				sql("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
			},
			'the database was made by a newer version of Vigente',
		],
	])('%s is no backup: one line, and everything stays as it is', async (_, make, expected) => {
		await make();
		const before = [bytes('vigente.db'), bytes('copy.db'), files().sort()];
		const { status, stdout, stderr } = await vigente('restore', inFolder('copy.db'));
		expect([status, stdout]).toEqual([1, '']);
		expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(`copy.db: ${expected}`)]);
		expect([bytes('vigente.db'), bytes('copy.db'), files().sort()]).toEqual(before);
	});
});

describe('check', () => {
	/** The content with a change in one of its files. */
	function contentWith(file: string, from: string, to: string): string {
		const folder = inFolder('content');
		cpSync(real, folder, { recursive: true });
		const source = readFileSync(join(folder, file), 'utf8');
		expect(source).toContain(from);
		writeFileSync(join(folder, file), source.replace(from, to));
		return folder;
	}
	const checked = (content: string, given: Record<string, string> = {}) =>
		vigenteWith({ CONTENT_DIR: content, ...given }, 'check');

	test('finds nothing wrong in the content that comes with it, and writes nothing', async () => {
		const before = bytes('vigente.db');
		expect(await checked(real)).toEqual({ status: 0, stdout: `${real}: no mistakes\n`, stderr: '' });
		expect(bytes('vigente.db')).toBe(before);
		const none = await checked(real, { DATABASE_URL: `file:${inFolder('none.db')}` });
		expect(none.stdout).toBe(`${real}: no mistakes, as far as can be told without a database\n`);
		expect(existsSync(inFolder('none.db'))).toBe(false);
	});

	test('says every mistake, each with its file and line', async () => {
		const content = contentWith('site.yaml', 'from: "09:00"', 'from: 9am');
		const file = join(content, 'components.yaml');
		writeFileSync(file, readFileSync(file, 'utf8').replace('[whatsapp]', '[wasap]'));
		const { status, stdout, stderr } = await checked(content);
		expect([status, stdout]).toEqual([1, '']);
		expect(stderr).toMatch(/site\.yaml:\d+: office\.from: expected a time/);
		expect(stderr).toMatch(/components\.yaml:\d+: systems\[5\]\.depends_on\[0\]: expected the slug of a partner/);
	});

	test('says what would stop a revision, before it is published', async () => {
		const content = contentWith('sla/blip-go/1.es.md', 'hasta 45 minutos', 'hasta 50 minutos');
		const { status, stderr } = await checked(content);
		expect([status, stderr]).toEqual([1, expect.stringMatching(/1\.es\.md:\d+: .*2\.1\.1.*45/)]);
	});

	test('says what would keep a draft from being published, and nothing of one that is as it should be', async () => {
		const { revisionFiles } = loadContent(real);
		await stored((stores) => publishPendingRevisions(stores, revisionFiles, 0));
		const content = inFolder('content');
		cpSync(real, content, { recursive: true });
		writeFileSync(join(content, 'sla/blip-go/2.es.md'), textOf(2));
		expect((await checked(content)).status).toBe(0);
		writeFileSync(join(content, 'sla/blip-go/4.es.md'), textOf(4));
		expect(await checked(content)).toMatchObject({
			status: 1,
			stderr: expect.stringMatching(/4\.es\.md: revision: expected 3, the next in number, found 4/),
		});
	});

	test('says which published text has changed since', async () => {
		const { revisionFiles } = loadContent(real);
		await stored((stores) => publishPendingRevisions(stores, revisionFiles, 0));
		const content = contentWith('sla/blip-go/1.es.md', 'hasta 45 minutos', 'hasta 50 minutos');
		const { status, stderr } = await checked(content);
		expect([status, stderr]).toEqual([
			1,
			expect.stringMatching(/^vigente: .*1\.es\.md: changed since it was published as revision 1/),
		]);
	});

	test.each([
		['slug: webhooks', 'slug: oil'],
		['slug: webhooks', 'slug: webhooks\n    formerly: [oil]'],
	])('says which slug an imported component has: %s becomes %j', async (from, to) => {
		const page = summary({ components: [component('oil', 'Oil', 1)], incidents: [] });
		const source = JSON.stringify(page);
		await stored((stores) => importStatuspage(stores, [{ file: 'summary.json', source }], writtenBy('test'), 0));
		const { status, stderr } = await checked(contentWith('components.yaml', from, to));
		expect([status, stderr]).toEqual([
			1,
			'vigente: components.yaml: expected another slug than "oil": an imported component has it\n',
		]);
	});
});

test('a full disk is said in one line by every command, with where and what to do', async () => {
	for (const [name, value] of [
		['DATABASE_URL', databaseUrl()],
		['CONTENT_DIR', real],
	] as const)
		vi.stubEnv(name, value);
	const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
	const work = async () => {
		throw new Error('Failed query: insert', { cause: full });
	};
	const said = `${inFolder('vigente.db')}: the database cannot be written: the disk is full: make room on it first`;
	await expect(writing(work)).rejects.toMatchObject({ name: 'DatabaseError', message: said });
});

test('building where the pages are built already does nothing', async () => {
	const { stdout, stderr, status } = await building();
	expect([status, stdout, stderr]).toEqual([0, '', '']);
});

/** As `npm run build` does it, in this process. */
async function building() {
	const said = { stdout: '', stderr: '' };
	const spies = (['stdout', 'stderr'] as const).map((name) =>
		vi.spyOn(process[name], 'write').mockImplementation((text) => {
			said[name] += String(text);
			return true;
		}),
	);
	try {
		await import('../../src/serving/build-now.ts');
		return { status: Number(process.exitCode ?? 0), ...said };
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
}

function sql(statement: string): void {
	sqlOf('copy.db', statement);
}

function sqlOf(name: string, statement: string): void {
	const client = new Sqlite(inFolder(name));
	client.exec(statement);
	client.close();
}

function countIn(name: string, table: string): number {
	const client = new Sqlite(inFolder(name), { readonly: true });
	const count = client.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
	client.close();
	return count;
}

/** Overwrites the first page of a table in the file of the database. */
function harm(table: string): void {
	const client = new Sqlite(inFolder('vigente.db'));
	client.pragma('journal_mode = DELETE');
	const size = client.pragma('page_size', { simple: true }) as number;
	const page = client.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck().get(table) as number;
	client.close();
	const bytes = readFileSync(inFolder('vigente.db'));
	bytes.fill(0xff, (page - 1) * size, page * size);
	writeFileSync(inFolder('vigente.db'), bytes);
}
