import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const start = randomBytes(4).toString('hex');
let count = 0;

/** Names one request in the log and in what the visitor sees; unique on this host, since each start draws its own prefix. */
export function newRequestId(): string {
	count += 1;
	return `${start}-${count.toString(36)}`;
}

/** Is this for the API, or another thing that is answered for one caller only, and never kept? */
export function isForOneCaller({ url = '/' }: IncomingMessage): boolean {
	return /^\/(api$|(api$|(api\/v1|healthz|metrics)(?![\w-])))/.test(url);
}

/** Can this be answered from the page cache? */
export function canBeKept({ url = '/', headers }: IncomingMessage): boolean {
	// Pages are rendered without a visitor's headers, and here one of them chooses the answer (RFC 7089).
	return headers['accept-datetime'] === undefined || !isTimeGate(url);
}

/** `/sla/{document}`, in any language. Who names an instant in the address has chosen already. */
function isTimeGate(url: string): boolean {
	return /^(\/[a-z-]{2,5})?\/sla\/[^/?.]+\/?(\?|$)/.test(url) && !/[?&]at=/.test(url);
}

/** @param trustedProxies how many entries of X-Forwarded-For, from the right, were written by our own proxies */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
	const direct = request.socket.remoteAddress ?? '';
	if (trustedProxies === 0) return direct;
	const hops = String(request.headers['x-forwarded-for'] ?? '')
		.split(',')
		.map((hop) => hop.trim())
		.filter(Boolean);
	return hops.at(-trustedProxies) ?? direct;
}
