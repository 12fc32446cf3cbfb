import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { catalogueOf, componentsFile } from '../../src/content/catalogue.ts';
import { monitors } from '../../src/content/monitors.ts';
import { readYaml } from '../../src/files/yaml.ts';
import { certificateFor } from '../outbound/certificate.ts';

test('what the README shows of monitors and partners can be pasted into components.yaml', () => {
	const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
	const shown = parse(readme.match(/```yaml\n([\s\S]*?)```/)?.[1] ?? '');
	const text = { es: 'x', 'pt-BR': 'x', en: 'x' };
	const described = { group: 'all', name: text, description: text };
	const { monitors: shownMonitors, watch } = shown;
	const file = {
		groups: [{ slug: 'all', name: text }],
		systems: [{ ...described, slug: 'app', monitors: shownMonitors }],
		partners: [{ ...described, slug: 'partner', watch }],
	};
	const schema = componentsFile({ environment: { HEALTH_TOKEN: 'secret' }, allowPrivate: [], folder: 'content' });
	const { components } = catalogueOf(schema.parse(file));
	expect(components[0]?.monitors.map(({ name }) => name)).toEqual([
		'http',
		'tcp',
		'tls',
		'dns',
		'ping',
		'nagios',
		'backup',
	]);
	expect(components[0]?.monitors[0]).toMatchObject({
		intervalMillis: 30_000,
		attempts: 3,
		sets: true,
		status: 'partial_outage',
		hours: 'office',
		probe: { headers: { Authorization: 'Bearer secret' } },
	});
	expect(components[1]?.watch).toMatchObject({ kind: 'statuspage', component: 'Messaging' });
});

test('so can every monitor that the page about monitors shows', () => {
	const page = readFileSync(new URL('../../docs/monitors.md', import.meta.url), 'utf8');
	const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
	expect(blocks.length).toBe(5);
	const folder = mkdtempSync(join(tmpdir(), 'vigente-docs-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	mkdirSync(join(folder, 'certs'));
	writeFileSync(join(folder, 'certs/own.pem'), certificateFor('root.test', 0, 4_000_000_000_000).cert);
	const environment = { TOKEN: 'secret', PROXY: 'secret' };
	for (const block of blocks) {
		const schema = monitors({ environment, allowPrivate: ['proxy.internal', '10.0.0.53'], folder });
		expect(readYaml(block, z.object({ monitors: schema })).flaws, block).toEqual([]);
	}
});
