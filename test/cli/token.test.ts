import { expect, test } from 'vitest';
import { hashOfToken } from '../../src/commands/tokens.ts';
import { DAY } from '../../src/domain/instant.ts';
import { tokenOfSecret } from '../../src/queries/admin/token-of-secret.ts';
import { stored, vigente, withDatabase } from './cli.ts';

withDatabase();

test('the words that the server suggests make a token, alone on standard output', async () => {
	const { status, stdout, stderr } = await vigente('token', 'create', '--name', 'me', '--scope', 'status', 'sla');
	expect(status).toBe(0);
	expect(stdout).toMatch(/^vgt_[\w-]{43}\n$/);
	expect(stderr).toContain('will not be shown again');
	expect(stderr).not.toContain(stdout.trim());
	const token = await stored(({ tokens }) => tokens.bySha256(hashOfToken(stdout.trim())));
	expect(token).toMatchObject({ name: 'me', scopes: ['status', 'sla'] });
});

test('the list has every token, newest first, and no secret', async () => {
	const { stdout: secret } = await vigente('token', 'create', '--name', 'first', '--scope', 'status');
	await vigente('token', 'create', '--name', 'second', '--scope', 'admin', '--scope', 'sla');
	const { stdout } = await vigente('token', 'list', '--json');
	expect(JSON.parse(stdout)).toMatchObject([
		{ name: 'second', scopes: ['sla', 'admin'], revoked_at: null },
		{ name: 'first', scopes: ['status'], revoked_at: null },
	]);
	const table = (await vigente('token', 'list')).stdout;
	expect(table).toMatch(/^ID +NAME +SCOPES +CREATED +LAST USED +REVOKED\n\w{12} {2}second {2}sla admin/);
	expect(stdout + table).not.toContain(secret.trim());
});

test('a revoked token is useless, and cannot be revoked twice', async () => {
	const { stdout } = await vigente('token', 'create', '--name', 'me', '--scope', 'status');
	const [{ id }] = JSON.parse((await vigente('token', 'list', '--json')).stdout);
	expect(await vigente('token', 'revoke', id)).toMatchObject({ status: 0, stdout: '' });
	expect(await stored(({ tokens }) => tokens.bySha256(hashOfToken(stdout.trim())))).toBeUndefined();
	expect(await vigente('token', 'revoke', id)).toEqual({
		status: 1,
		stdout: '',
		stderr: `vigente: There is no valid token ${id}\n`,
	});
});

test.each([
	['no name', ['--scope', 'sla'], "vigente: required option '--name <name>' not specified"],
	['an empty name', ['--name', ' ', '--scope', 'sla'], 'vigente: A token needs a name'],
	['no scope', ['--name', 'me'], "vigente: required option '--scope <scope...>' not specified"],
	['an unknown scope', ['--name', 'me', '--scope', 'all'], 'Allowed choices are status, sla,'],
])('a token with %s is refused', async (_, words, expected) => {
	const { status, stdout, stderr } = await vigente('token', 'create', ...words);
	expect([status, stdout]).toEqual([1, '']);
	expect(stderr.split('\n')[0]).toContain(expected);
});

test('a token may end by itself, which the list says', async () => {
	const create = (expires: string) =>
		vigente('token', 'create', '--name', 'me', '--scope', 'status', '--expires', expires);
	const before = Date.now();
	const { status, stdout, stderr } = await create('90d');
	expect([status, stderr]).toEqual([0, expect.stringContaining(', until 2')]);
	const [{ expires_at }] = JSON.parse((await vigente('token', 'list', '--json')).stdout);
	expect(Date.parse(expires_at)).toBeGreaterThanOrEqual(before + 90 * DAY);
	expect((await vigente('token', 'list')).stdout).toContain(expires_at);
	const sha256 = hashOfToken(stdout.trim());
	expect(await stored((stores) => tokenOfSecret(stores, sha256, Date.parse(expires_at) - 1))).toMatchObject({
		name: 'me',
	});
	expect(await stored((stores) => tokenOfSecret(stores, sha256, Date.parse(expires_at)))).toBeNull();
	for (const wrong of ['soon', '90', '2000-01-01', '0d', '2030-13-01']) expect((await create(wrong)).status).toBe(1);
});
