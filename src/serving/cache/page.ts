import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Instant } from '../../domain/instant.ts';
import type { Captured } from './capture.ts';

type Encoding = 'br' | 'gzip' | 'identity';

export interface Answer {
	/** Names and values in turn, as `writeHead` takes them. */
	headers: string[];
	/** Of a 304, which has no content. */
	unchangedHeaders: string[];
	body: Buffer;
}

/** Its compressed copies, headers and address, roughly. */
const OVERHEAD = 8192;

/** One rendered address: its bytes, for which publication, and until when. */
export class Page {
	readonly publication: number;
	readonly renderedAt: Instant;
	readonly expiresAt: Instant;
	/** Of the uncompressed bytes. */
	readonly hash: string;
	readonly size: number;
	readonly captured: Captured;
	readonly #headers: string[];
	readonly #answers = new Map<Encoding, Answer>();

	/** @param headers what every answer of this server carries */
	constructor(captured: Captured, publication: number, renderedAt: Instant, headers: string[]) {
		this.captured = captured;
		this.#headers = headers;
		this.publication = publication;
		this.renderedAt = renderedAt;
		this.expiresAt = this.isImmutable ? Number.POSITIVE_INFINITY : renderedAt + maxAgeOf(captured) * 1000;
		this.hash = createHash('sha256').update(captured.body).digest('base64url').slice(0, 22);
		this.size = captured.body.length + OVERHEAD;
	}

	get status(): number {
		return this.captured.status;
	}

	/** A file whose name carries its hash. */
	get isImmutable(): boolean {
		return this.captured.headers['cache-control']?.includes('immutable') ?? false;
	}

	get contentType(): string {
		return this.captured.headers['content-type'] ?? 'application/octet-stream';
	}

	get text(): string {
		return this.captured.body.toString('utf8');
	}

	/** @param accepted the request's Accept-Encoding */
	answer(accepted: string | undefined): Answer {
		const encoding = this.#isText ? chosen(accepted) : 'identity';
		let answer = this.#answers.get(encoding);
		if (!answer) {
			answer = this.#encode(encoding);
			this.#answers.set(encoding, answer);
		}
		return answer;
	}

	get #isText(): boolean {
		return /^(text\/|image\/svg|application\/(json|xml|atom|rss|feed|javascript|manifest))/.test(this.contentType);
	}

	#encode(encoding: Encoding): Answer {
		const { body, headers } = this.captured;
		const bytes = { br: () => brotli(body, this.isImmutable), gzip: () => gzipSync(body), identity: () => body }[
			encoding
		]();
		const vary = [headers.vary, 'Accept-Encoding'].filter(Boolean).join(', ');
		const kept = ['content-type', 'cache-tag', 'link', 'last-modified', 'content-language', 'memento-datetime'];
		const lines = [
			...kept.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])),
			...(encoding === 'identity' ? [] : [['content-encoding', encoding]]),
			['content-length', String(bytes.length)],
			['vary', vary],
			['etag', `"${this.hash}-${encoding}"`],
			...this.#keeping(),
		];
		const unchanged = lines.filter(([name = '']) => !name.startsWith('content-'));
		return {
			body: bytes,
			headers: [...this.#headers, ...lines.flat()],
			unchangedHeaders: [...this.#headers, ...unchanged.flat()],
		};
	}

	/** For how long others may keep it. */
	#keeping(): string[][] {
		if (this.isImmutable) return [['cache-control', 'public, max-age=31536000, immutable']];
		return [
			['cache-control', 'no-cache'],
			['cdn-cache-control', `max-age=${Math.min(10, maxAgeOf(this.captured))}, stale-if-error=86400`],
		];
	}
}

/** In seconds; what has declared nothing must not be kept. */
function maxAgeOf({ headers }: Captured): number {
	return Number(/max-age=(\d+)/.exec(headers['cdn-cache-control'] ?? '')?.[1] ?? 0);
}

function chosen(accepted = ''): Encoding {
	if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return 'br';
	if (/\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return 'gzip';
	return 'identity';
}

/** More than this would hold everybody up for seconds. */
const WORTH_ALL = 256 * 1024;

/** A page is compressed while a visitor waits, a file of the build once for all. */
function brotli(body: Buffer, once: boolean): Buffer {
	return brotliCompressSync(body, {
		params: {
			[constants.BROTLI_PARAM_QUALITY]: once && body.length < WORTH_ALL ? 11 : 5,
			[constants.BROTLI_PARAM_SIZE_HINT]: body.length,
		},
	});
}
