import { z } from 'zod';
import { isAllowed, isPrivateHost } from '../domain/watch/public-address.ts';
import type { Surroundings } from './surroundings.ts';
import { hasVariables, withVariables } from './variables.ts';

/** An address to ask: how it is asked, and how it may be shown. */
export interface OutgoingAddress {
	/** Written out in full. */
	url: string;
	/** As the file has it, where variables in it may hold secrets; else the same. */
	shown: string;
}

export function outgoingUrl(surroundings: Surroundings) {
	return z
		.string('Expected an address such as "https://example.com/"')
		.transform((written, context): OutgoingAddress => {
			const text = withVariables(written, surroundings, context);
			if (context.issues.length > 0) return z.NEVER;
			const flaw = flawOf(text) ?? flawOfHost(new URL(text).hostname, written, surroundings);
			if (flaw === null)
				return { url: new URL(text).href, shown: hasVariables(written) ? written : new URL(text).href };
			context.addIssue({ code: 'custom', message: flaw });
			return z.NEVER;
		});
}

/** A host name or an IP address, without a scheme or a port; a private one only where site.yaml allows it. */
export function outgoingHost(surroundings: Surroundings) {
	return hostOf(surroundings, (host, written) => flawOfHost(host, written, surroundings));
}

/** Any host name: nothing is sent to it. */
export function anyHost(surroundings: Surroundings) {
	return hostOf(surroundings, () => null);
}

function hostOf(surroundings: Surroundings, furtherFlawOf: (host: string, written: string) => string | null) {
	return z.string('Expected a host such as "db.example.com"').transform((written, context) => {
		const host = hostIn(withVariables(written, surroundings, context));
		if (context.issues.length > 0) return z.NEVER;
		const flaw = host === null ? 'Expected a host such as "db.example.com", without a scheme or a port' : null;
		const message = flaw ?? furtherFlawOf(host ?? '', written);
		if (message !== null) context.addIssue({ code: 'custom', message });
		return host ?? z.NEVER;
	});
}

/** As the URL standard reads it: "münchen.de" in its ASCII form, "127.1" as the address that it means. */
function hostIn(text: string): string | null {
	const inUrl = `http://${text.includes(':') ? `[${text}]` : text}/`;
	const isHost = !/[\s/@?#\\%[\]]/.test(text) && URL.canParse(inUrl);
	return isHost ? new URL(inUrl).hostname.replace(/^\[(.*)\]$/, '$1') : null;
}

/** None of these sentences repeats the address: it may carry a secret. */
function flawOf(text: string): string | null {
	if (/\p{Cc}/u.test(text)) return 'Expected an address on one line, without control characters';
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url !== null && !['http:', 'https:'].includes(url.protocol)) {
		return 'Expected an address that begins with https:// or http://';
	}
	if (url === null || !/^https?:\/\//i.test(text.trim())) return 'Expected an address such as "https://example.com/"';
	if (url.username === '' && url.password === '') return null;
	return `Expected an address without a user name or password: use headers, with \${NAME} for what is secret`;
}

function flawOfHost(host: string, written: string, { allowPrivate }: Surroundings): string | null {
	if (allowPrivate === null || !isPrivateHost(host) || isAllowed(host, allowPrivate)) return null;
	// The host itself may come from a variable.
	const name = hasVariables(written) ? written : host.replace(/^\[(.*)\]$/, '$1');
	return `Expected a public host: "${name}" is private, allow it in site.yaml under monitoring.allow_private`;
}
