import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { access, needsProof, ruleOf } from '../../src/console/access.ts';

/** The address of a file of a screen, as Astro gives it. */
function routeOf(file: string): string {
	return file
		.replace(/^src\/pages/, '')
		.replace(/\.(astro|ts)$/, '')
		.replace(/\/index$/, '');
}

test('every screen of the console has a rule of who may open it, and every rule a screen', () => {
	const screens = globSync('src/pages/admin/**/*.{astro,ts}').filter((file) => !/\/_/.test(file));
	expect(screens.map(routeOf).sort()).toEqual(Object.keys(access).sort());
});

test('what has no rule is not there', () => {
	for (const path of ['/admin/nowhere', '/admin/_refused', '/admin/me/x', '/admin.json'])
		expect(ruleOf(path)).toBeNull();
});

test('without signing in, nothing is open but what signing in takes', () => {
	const open = Object.entries(access).flatMap(([route, rule]) => (rule === 'anybody' ? [route] : []));
	expect(open.sort()).toEqual(['/admin/password', '/admin/refused', '/admin/sign-in']);
});

test('who may come in, and with which keys, is asked again of whoever signed in more than ten minutes ago', () => {
	const [then, tenMinutes] = [Date.UTC(2026, 2, 2, 12), 600_000];
	for (const path of ['/admin/tokens', '/admin/people']) {
		expect([needsProof(path, then, then + tenMinutes), needsProof(path, then, then + tenMinutes + 1)]).toEqual([
			false,
			true,
		]);
	}
	expect(needsProof('/admin/incidents/new', then, then + 100 * tenMinutes)).toBe(false);
});
