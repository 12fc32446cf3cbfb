import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inFolder, vigente, withDatabase } from './cli.ts';

withDatabase();

function configuration(): string {
	const file = inFolder('config.yaml');
	writeFileSync(
		file,
		`endpoints:
  - name: web
    url: https://example.com/
    conditions: ["[STATUS] == 200", "[DOMAIN_EXPIRATION] > 720h"]
`,
	);
	return file;
}

test('the file stands alone on standard output, and what is not in it beside', async () => {
	const file = configuration();
	const { status, stdout, stderr } = await vigente('import', 'gatus', file, '--language', 'en');
	expect(status).toBe(0);
	expect(stdout).toBe(`# Written by "vigente import" from ${file}
groups:
  - slug: systems
    name:
      en: Systems
systems:
  - slug: web
    group: systems
    name:
      en: web
    description:
      en: web
    monitors:
      - http:
          url: https://example.com/
          status: 200
`);
	expect(stderr).toBe(
		`${file}:2: web: without [DOMAIN_EXPIRATION] > 720h
1 systems with 1 monitors; see docs/monitors.md for what can be said.
`,
	);
});

test('a file that is there is not written over, and --strict writes nothing where anything is left out', async () => {
	const file = configuration();
	const out = inFolder('components.yaml');
	const strict = await vigente('import', 'gatus', file, '--strict', '--out', out);
	expect([strict.status, strict.stdout]).toEqual([2, '']);
	expect(strict.stderr).toContain('without [DOMAIN_EXPIRATION] > 720h');
	expect((await vigente('import', 'gatus', file, '--out', out)).stdout).toBe('');
	expect(readFileSync(out, 'utf8')).toContain('url: https://example.com/');
	const again = await vigente('import', 'gatus', file, '--out', out);
	expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('components.yaml: is there already')]);
});

test('a file of another kind, or none, is refused', async () => {
	const file = configuration();
	expect(await vigente('import', 'kuma', file)).toMatchObject({
		status: 1,
		stderr: expect.stringContaining('expected a backup of Uptime Kuma'),
	});
	expect((await vigente('import', 'gatus', inFolder('none.yaml'))).stderr).toContain(
		'expected this file: it is missing',
	);
	writeFileSync(file, 'endpoints: []');
	expect((await vigente('import', 'gatus', file)).stderr).toContain('nothing in it can be said here');
});

test('private hosts are written, with how to allow them', async () => {
	const file = inFolder('private.yaml');
	writeFileSync(
		file,
		`endpoints:
  - { name: web, url: "https://example.com/", conditions: ["[STATUS] == 200"] }
  - { name: db, url: "tcp://10.0.0.7:5432", conditions: ["[CONNECTED] == true"] }
  - { name: own, url: "http://localhost:3000/", conditions: ["[STATUS] == 200"] }
  - { name: router, url: "icmp://192.168.1.1", conditions: ["[CONNECTED] == true"] }
`,
	);
	const { status, stderr } = await vigente('import', 'gatus', file, '--language', 'en');
	expect([status, stderr]).toEqual([
		0,
		expect.stringContaining(
			'Before it is used, allow its private hosts in site.yaml: monitoring: { allow_private: ["10.0.0.7", "192.168.1.1", "localhost"] }',
		),
	]);
});
