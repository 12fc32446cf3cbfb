import { MOST_HEADERS } from './incoming.ts';

/** What went wrong out there, in a few words for the operator. Never holds a header, a body or an address with a query. */
export class OutboundFailure extends Error {
	override name = 'OutboundFailure';
	/** What the other side asks to be left alone for (Retry-After), in milliseconds. */
	readonly retryAfterMillis: number | null;

	constructor(message: string, retryAfterMillis: number | null = null) {
		super(message);
		this.retryAfterMillis = retryAfterMillis;
	}
}

const words: Record<string, string> = {
	ENOTFOUND: 'no such host',
	ENODATA: 'no such record',
	EAI_AGAIN: 'the name server does not answer',
	ESERVFAIL: 'the name server failed',
	EREFUSED: 'the name server refused',
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection closed too early',
	EPIPE: 'connection closed too early',
	ETIMEDOUT: 'timed out',
	ETIMEOUT: 'timed out',
	EHOSTUNREACH: 'host unreachable',
	ENETUNREACH: 'network unreachable',
	EPROTO: 'TLS handshake failed',
	CERT_HAS_EXPIRED: 'certificate has ended',
	CERT_NOT_YET_VALID: 'certificate is not valid yet',
	ERR_TLS_CERT_ALTNAME_INVALID: 'certificate is for another host',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate is self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'certificate is from an unknown authority',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate is from an unknown authority',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate is from an unknown authority',
	CERT_REVOKED: 'certificate is revoked',
};

/** Any error in words that are safe to show: the message of an unknown one may hold an address or a secret. */
export function wordsOf(error: unknown): string {
	if (error instanceof OutboundFailure) return error.message;
	const code = codeOf(error);
	if (code === '') return 'failed';
	if (Object.hasOwn(words, code)) return words[code] as string;
	if (code === 'HPE_HEADER_OVERFLOW') return `the headers are larger than ${MOST_HEADERS / 1024} KiB`;
	if (code.startsWith('HPE_')) return 'not an HTTP answer';
	if (/^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ZSTD_)/.test(code)) return 'the body cannot be decompressed';
	if (code.startsWith('ERR_HTTP2')) return 'the HTTP/2 connection failed';
	if (code.startsWith('ERR_SSL')) return 'TLS handshake failed';
	return `failed (${code})`;
}

function codeOf(error: unknown): string {
	const { code } = (error ?? {}) as { code?: unknown };
	return typeof code === 'string' && /^[a-zA-Z0-9_]{1,60}$/.test(code) ? code : '';
}
