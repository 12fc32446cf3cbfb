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
	expect(open.sort()).toEqual([
		'/admin/company',
		'/admin/company/back',
		'/admin/failed',
		'/admin/forgotten',
		'/admin/passkey',
		'/admin/password',
		'/admin/refused',
		'/admin/sign-in',
	]);
});

test('what may do harm for good is asked again of whoever signed in more than ten minutes ago', () => {
	const [then, tenMinutes] = [Date.UTC(2026, 2, 2, 12), 600_000];
	const publish = new URLSearchParams({ step: 'publish' });
	for (const path of ['/admin/tokens', '/admin/people', '/admin/sla/blip-go/new', '/admin/sla/differences']) {
		const asked = [tenMinutes, tenMinutes + 1].map((later) => needsProof(path, publish, then, then + later));
		expect([path, ...asked]).toEqual([path, false, true]);
	}
	const later = then + 100 * tenMinutes;
	expect(needsProof('/admin/incidents/new', publish, then, later)).toBe(false);
	expect(needsProof('/admin/sla/blip-go/new', new URLSearchParams({ step: 'check' }), then, later)).toBe(false);
});
