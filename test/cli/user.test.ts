import { expect, test } from 'vitest';
import { vigente, vigenteWith, withDatabase } from './cli.ts';

withDatabase();

const add = (email: string, role: string) =>
	vigenteWith({ SITE_URL: 'https://status.example.com' }, 'user', 'add', '--email', email, '--role', role);

test('the words that the server suggests print a link, alone on standard output', async () => {
	const { status, stdout, stderr } = await add('Ana@Example.com', 'admin');
	expect(status).toBe(0);
	expect(stdout).toMatch(/^https:\/\/status\.example\.com\/admin\/password\?link=[\w-]{43}\n$/);
	expect(stderr).toMatch(/^ana@example\.com is admin\. The link sets their password, once, until 2\d{3}-/);
});

test('the list has everybody, with their role, and no secret', async () => {
	const { stdout: link } = await add('ana@example.com', 'admin');
	await add('bea@example.com', 'staff');
	const { stdout } = await vigente('user', 'list', '--json');
	expect(JSON.parse(stdout)).toMatchObject([
		{ email: 'ana@example.com', role: 'admin', has_password: false, second_factor: false },
		{ email: 'bea@example.com', role: 'staff', has_password: false, second_factor: false },
	]);
	const table = (await vigente('user', 'list')).stdout;
	expect(table).toMatch(/^EMAIL +ROLE +PASSWORD +CODE +ADDED +ID\nana@example\.com +admin +no/);
	expect(stdout + table).not.toContain(link.split('=')[1]?.trim());
});

test('who is there gets a new link, stays who they are, and keeps their role', async () => {
	await add('ana@example.com', 'staff');
	const before = (await vigente('user', 'list', '--json')).stdout;
	expect((await add('ana@example.com', 'staff')).status).toBe(0);
	expect(await add('ana@example.com', 'legal')).toMatchObject({
		status: 1,
		stdout: '',
		stderr: expect.stringContaining('which is staff: it is changed by itself'),
	});
	expect((await vigente('user', 'list', '--json')).stdout).toBe(before);
});

test('a role is changed without a new link, and the only administrator keeps theirs', async () => {
	await add('ana@example.com', 'admin');
	await add('bea@example.com', 'staff');
	const role = (email: string, wanted: string) => vigente('user', 'role', '--email', email, '--role', wanted);
	expect(await role('BEA@example.com', 'legal')).toMatchObject({
		status: 0,
		stdout: '',
		stderr: 'bea@example.com is legal.\n',
	});
	expect(await role('ana@example.com', 'staff')).toMatchObject({
		status: 1,
		stderr: expect.stringContaining('the only one'),
	});
	expect(await role('nadie@example.com', 'staff')).toMatchObject({ status: 1 });
	expect((await vigente('user', 'list')).stdout).toMatch(/ana@example\.com +admin .*\nbea@example\.com +legal /);
});

test('who is removed is there no more, and cannot be removed twice', async () => {
	await add('ana@example.com', 'staff');
	expect((await vigente('user', 'remove', '--email', 'ANA@example.com')).status).toBe(0);
	expect((await vigente('user', 'list')).stderr).toContain('There is nobody yet');
	const { status, stderr } = await vigente('user', 'remove', '--email', 'ana@example.com');
	expect([status, stderr]).toEqual([1, 'vigente: There is nobody with the address ana@example.com\n']);
});

test.each([
	['no address', ['--role', 'staff'], "vigente: required option '--email <address>' not specified"],
	['what is no address', ['--role', 'staff', '--email', 'ana'], 'vigente: --email: Expected an address such as'],
	['no role', ['--email', 'ana@example.com'], "vigente: required option '--role <role>' not specified"],
	['an unknown role', ['--email', 'ana@example.com', '--role', 'root'], 'Allowed choices are staff, legal, admin'],
])('%s is refused, and nobody is added', async (_, words, expected) => {
	const { status, stdout, stderr } = await vigente('user', 'add', ...words);
	expect([status, stdout]).toEqual([1, '']);
	expect(stderr.split('\n')[0]).toContain(expected);
	expect((await vigente('user', 'list')).stderr).toContain('There is nobody yet');
});
