import { hashOfToken } from '../commands/tokens.ts';
import { tokenOfSecret } from '../queries/admin/token-of-secret.ts';
import type { Runtime } from '../runtime.ts';

interface Refused {
	status: 401 | 404;
	text: string;
	headers: Record<string, string>;
}

/**
 * What operators watch is not for everybody: where the site is public, whoever asks shows a token. With a port of its own
 * (METRICS_PORT) there is nothing to ask for here.
 *
 * @param authorization the header of that name
 * @returns null for whoever may see them
 */
export async function refusedMetrics(
	{ config, stores, clock, tokenUses }: Runtime,
	authorization: string | undefined,
): Promise<Refused | null> {
	if (config.metricsPort !== null) return { status: 404, text: 'There is no such page', headers: {} };
	if (isLocal(config.siteUrl)) return null;
	const secret = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
	const token = secret === undefined ? null : await tokenOfSecret(stores, hashOfToken(secret), clock());
	if (token !== null) {
		tokenUses.note(stores, token, clock());
		return null;
	}
	const headers = { 'www-authenticate': 'Bearer realm="vigente"' };
	return { status: 401, text: 'Expected Authorization: Bearer TOKEN, or METRICS_PORT', headers };
}

function isLocal(siteUrl: string): boolean {
	const { hostname } = new URL(siteUrl);
	return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
