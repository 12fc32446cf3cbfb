import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogueOf, componentsFile } from '../../src/content/catalogue.ts';

test('what the README shows of monitors and partners can be pasted into components.yaml', () => {
	const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
	const shown = parse(readme.match(/```yaml\n([\s\S]*?)```/)?.[1] ?? '');
	const text = { es: 'x', 'pt-BR': 'x', en: 'x' };
	const described = { group: 'all', name: text, description: text };
	const { monitors, watch } = shown;
	const file = {
		groups: [{ slug: 'all', name: text }],
		systems: [{ ...described, slug: 'app', monitors }],
		partners: [{ ...described, slug: 'partner', watch }],
	};
	const schema = componentsFile({ environment: { HEALTH_TOKEN: 'secret' }, allowPrivate: [] });
	const { components } = catalogueOf(schema.parse(file));
	expect(components[0]?.monitors.map(({ name }) => name)).toEqual(['http', 'tcp', 'tls', 'dns', 'nagios']);
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
