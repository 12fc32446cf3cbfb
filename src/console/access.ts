import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Scope } from '../domain/token.ts';

/** Who may open a screen: anybody, whoever has signed in, or whose role has a scope. */
export type Rule = 'anybody' | 'people' | Scope;

/** Every address of the console, as its file under pages/ names it. What does not stand here does not exist. */
export const access: Readonly<Record<string, Rule>> = {
	'/admin': 'people',
	'/admin/sign-in': 'anybody',
	'/admin/passkey': 'anybody',
	'/admin/company': 'anybody',
	'/admin/company/back': 'anybody',
	'/admin/forgotten': 'anybody',
	'/admin/password': 'anybody',
	'/admin/refused': 'anybody',
	'/admin/failed': 'anybody',
	'/admin/incidents': 'status',
	'/admin/incidents/[id]': 'status',
	'/admin/incidents/new': 'status',
	'/admin/maintenance': 'status',
	'/admin/maintenance/[id]': 'status',
	'/admin/maintenance/new': 'status',
	'/admin/maintenance/window': 'status',
	'/admin/maintenance-series/[id]': 'status',
	'/admin/components': 'status',
	'/admin/evidence': 'sla',
	// Each sees what they may publish themselves.
	'/admin/waiting/[id]': 'people',
	'/admin/sla': 'sla',
	'/admin/sla/differences': 'sla',
	'/admin/sla/[document]/new': 'sla',
	'/admin/sla/[document]/drafts/[version]': 'sla',
	'/admin/sla/[document]/[revision]/receipt': 'sla',
	'/admin/tokens': 'admin',
	'/admin/people': 'admin',
	'/admin/subscribers': 'admin',
	'/admin/deliveries': 'admin',
	'/admin/health': 'admin',
	'/admin/ledger': 'admin',
	'/admin/me': 'people',
	'/admin/sign-out': 'people',
};

/** What may do harm for good: whoever has not proved for ten minutes who they are is asked again before it is done. */
const delicate: readonly { path: RegExp; step?: string; field?: string }[] = [
	{ path: /^\/admin\/(tokens|people)$/ },
	{ path: /^\/admin\/sla\/differences$/ },
	// The addresses of all of them, or strangers who are written to.
	...['download', 'import'].map((step) => ({ path: /^\/admin\/subscribers$/, step })),
	// A key is another way in, and may be the only one of whose session was left open.
	{ path: /^\/admin\/me$/, step: 'passkey' },
	{ path: /^\/admin\/me$/, field: 'forget' },
	{ path: /^\/admin\/sla\/[^/]+\/new$/, step: 'publish' },
	// Whoever approves answers for what another wrote.
	{ path: /^\/admin\/waiting\/[^/]+$/, step: 'approve' },
];
const PROOF_HOLDS = 10 * MINUTE;

/** @param form what is sent @param provedAt when somebody last proved who they are */
export function needsProof(path: string, form: URLSearchParams, provedAt: Instant, now: Instant): boolean {
	const isDelicate = delicate.some(
		(one) =>
			one.path.test(path) &&
			(one.step === undefined || one.step === form.get('step')) &&
			(one.field === undefined || form.has(one.field)),
	);
	return isDelicate && now - provedAt > PROOF_HOLDS;
}

const rules = Object.entries(access)
	.map(([route, rule]) => ({ pattern: new RegExp(`^${route.replaceAll(/\[\w+\]/g, '[^/]+')}$`), route, rule }))
	// What has a name of its own comes before what stands for any.
	.sort((one, other) => one.route.split('[').length - other.route.split('[').length);

/** @param path without its language. Null where there is no such screen */
export function ruleOf(path: string): Rule | null {
	return rules.find(({ pattern }) => pattern.test(path))?.rule ?? null;
}
