import { z } from 'zod';
import { isAllowed, isPrivateHost } from './public-address.ts';

/** What the operator's files are read against. */
export interface Surroundings {
	/** What `${NAME}` in a header stands for. */
	environment: Readonly<Record<string, string | undefined>>;
	/** `monitoring.allow_private` in site.yaml; null where that file can't be read. */
	allowPrivate: readonly string[] | null;
}

/** An address to ask, written out in full. */
export function outgoingUrl(surroundings: Surroundings) {
	return z.string('Expected an address such as "https://example.com/"').transform((text, context) => {
		const flaw = flawOf(text) ?? flawOfHost(new URL(text).hostname, surroundings);
		if (flaw === null) return new URL(text).href;
		context.addIssue({ code: 'custom', message: flaw });
		return z.NEVER;
	});
}

/** A host name or an IP address, without a scheme or a port. */
export function outgoingHost(surroundings: Surroundings) {
	return hostName.superRefine((host, context) => {
		const flaw = flawOfHost(host, surroundings);
		if (flaw !== null) context.addIssue({ code: 'custom', message: flaw });
	});
}

/** As the URL standard reads it: "münchen.de" in its ASCII form, "127.1" as the address that it means. */
export const hostName = z.string('Expected a host such as "db.example.com"').transform((text, context) => {
	const inUrl = `http://${text.includes(':') ? `[${text}]` : text}/`;
	if (!/[\s/@?#\\%[\]]/.test(text) && URL.canParse(inUrl)) return new URL(inUrl).hostname.replace(/^\[(.*)\]$/, '$1');
	context.addIssue({ code: 'custom', message: 'Expected a host such as "db.example.com", without a scheme or a port' });
	return z.NEVER;
});

/** None of these sentences repeats the address: it may carry a secret. */
function flawOf(text: string): string | null {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url !== null && !['http:', 'https:'].includes(url.protocol)) {
		return 'Expected an address that begins with https:// or http://';
	}
	if (url === null || !/^https?:\/\//i.test(text.trim())) return 'Expected an address such as "https://example.com/"';
	if (url.username === '' && url.password === '') return null;
	return `Expected an address without a user name or password: use headers, with \${NAME} for what is secret`;
}

function flawOfHost(host: string, { allowPrivate }: Surroundings): string | null {
	if (allowPrivate === null || !isPrivateHost(host) || isAllowed(host, allowPrivate)) return null;
	const name = host.replace(/^\[(.*)\]$/, '$1');
	return `Expected a public host: "${name}" is private, allow it in site.yaml under monitoring.allow_private`;
}
