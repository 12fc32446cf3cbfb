import { globSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const rules = createRequire(import.meta.url)('./import-rules.cjs');

test('nothing imports what the layout does not allow', async () => {
	const { allowed, allowedSeverity, forbidden, options } = rules;
	const ruleSet = { allowed, allowedSeverity, forbidden };
	const { output } = await cruise(['src', 'db'], { ...options, ruleSet, validate: true });
	const { violations, totalDependenciesCruised } = (output as { summary: Summary }).summary;
	expect(violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
	expect(totalDependenciesCruised).toBeGreaterThan(200);
});

test('pages, layouts and components import by the same rules', () => {
	const found = globSync('src/**/*.astro').flatMap(importsOf);
	expect(found.length).toBeGreaterThan(50);
	expect(found.filter((one) => !isAllowed(one)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

interface Summary {
	violations: { from: string; to: string; rule: { name: string } }[];
	totalDependenciesCruised: number;
}

interface Import {
	from: string;
	to: string;
	typeOnly: boolean;
}

/** dependency-cruiser does not read .astro files. */
function importsOf(from: string): Import[] {
	const source = readFileSync(from, 'utf8');
	const statements = source.matchAll(/^import\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm);
	return [...statements].map(([, type, specifier = '']) => {
		const to = specifier.startsWith('#app/') ? specifier.replace('#app', 'src') : join(dirname(from), specifier);
		return {
			from,
			to: specifier.startsWith('.') || specifier.startsWith('#') ? to : specifier,
			typeOnly: type !== undefined,
		};
	});
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
	return rules.allowed.some(
		(rule: { from: { path: string }; to: { path: string | string[]; dependencyTypes?: string[] } }) => {
			if (!new RegExp(rule.from.path).test(from)) return false;
			if (rule.to.dependencyTypes?.includes('core')) return false;
			if (rule.to.dependencyTypes?.includes('type-only') && !typeOnly) return false;
			return [rule.to.path].flat().some((path) => new RegExp(path).test(to));
		},
	);
}

test('every folder says at its door, in two lines, what lives there and what never does', () => {
	const folders = globSync(['src/*/', 'src/domain/*/']).filter((path) => statSync(path).isDirectory());
	expect(folders.length).toBeGreaterThan(20);
	for (const folder of folders) {
		const [door] = globSync(`${folder}/{_,}README.md`);
		const lines = door === undefined ? [] : readFileSync(door, 'utf8').trim().split('\n');
		expect([folder, lines.length]).toEqual([folder, 2]);
	}
});
