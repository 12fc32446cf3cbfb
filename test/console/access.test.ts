import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { access, ruleOf } from '../../src/console/access.ts';

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
