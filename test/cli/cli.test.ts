import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inFolder, vigente, vigenteWith } from './cli.ts';

test.each([
	[['--help'], 'Usage: vigente <command>'],
	[['token', 'create', '--help'], '--scope <scope...>'],
	[['sla', 'publish', '--help'], 'content/sla/blip-go/2.es.md'],
])('%j explains, and touches no database', (words, expected) => {
	const { status, stdout, stderr } = vigente(...words);
	expect([status, stderr]).toEqual([0, '']);
	expect(stdout).toContain(expected);
	expect(existsSync(inFolder('vigente.db'))).toBe(false);
});

describe('an error is one clear line, with exit code 1:', () => {
	test('an unknown command', () => {
		const { status, stderr } = vigente('tokens');
		expect(status).toBe(1);
		expect(stderr.split('\n')[0]).toBe("vigente: unknown command 'tokens'");
	});

	test('a wrong variable', () => {
		expect(vigenteWith({ PORT: 'many' }, 'verify')).toEqual({
			status: 1,
			stdout: '',
			stderr: 'vigente: environment: PORT: Expected a port number\n',
		});
	});

	test('no content', () => {
		expect(vigenteWith({ CONTENT_DIR: '/nowhere' }, 'verify')).toEqual({
			status: 1,
			stdout: '',
			stderr: 'vigente: /nowhere: expected a folder with site.yaml, components.yaml and sla/\n',
		});
	});

	test('a database that cannot be written', () => {
		const { status, stderr } = vigenteWith({ DATABASE_URL: `file:${import.meta.filename}/below/v.db` }, 'verify');
		expect([status, stderr.split('\n').length]).toEqual([1, 2]);
		expect(stderr).toContain('the database cannot be written');
	});
});
