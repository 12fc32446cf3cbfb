import type { Scope } from '../domain/token.ts';

/** Who may open a screen: anybody, whoever has signed in, or whose role has a scope. */
export type Rule = 'anybody' | 'people' | Scope;

/** Every address of the console, as its file under pages/ names it. What does not stand here does not exist. */
export const access: Readonly<Record<string, Rule>> = {
	'/admin': 'people',
	'/admin/sign-in': 'anybody',
	'/admin/password': 'anybody',
	'/admin/refused': 'anybody',
	'/admin/incidents/[id]': 'status',
	'/admin/incidents/new': 'status',
	'/admin/proposals/[id]': 'status',
	'/admin/me': 'people',
	'/admin/sign-out': 'people',
};

const rules = Object.entries(access)
	.map(([route, rule]) => ({ pattern: new RegExp(`^${route.replaceAll(/\[\w+\]/g, '[^/]+')}$`), route, rule }))
	// What has a name of its own comes before what stands for any.
	.sort((one, other) => one.route.split('[').length - other.route.split('[').length);

/** @param path without its language. Null where there is no such screen */
export function ruleOf(path: string): Rule | null {
	return rules.find(({ pattern }) => pattern.test(path))?.rule ?? null;
}
