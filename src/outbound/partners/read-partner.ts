import { type Instant, SECOND } from '../../domain/instant.ts';
import type { PartnerReading, PartnerWatch } from '../../domain/watch/partner-watch.ts';
import { textOf } from '../body.ts';
import { OutboundFailure, wordsOf } from '../failure.ts';
import { type Answer, request } from '../request.ts';
import { readPlannedWork } from './calendar.ts';
import { readFeed } from './feed.ts';
import { readJsonStatus } from './json.ts';
import { retryAfterOf } from './retry-after.ts';
import type { Said } from './said.ts';
import { readSummary, summaryUrl } from './statuspage.ts';
import { etagFor, validatorOf } from './validator.ts';

const TIMEOUT = 30 * SECOND;
const MAX_BYTES = 5_000_000;
const LONGEST_DETAIL = 200;

export interface Circumstances {
	/** As the last reading gave it; null for none. It is more than an ETag: see `validatorOf`. */
	etag: string | null;
	allowPrivate: readonly string[];
	now: Instant;
	/** For everything together, in milliseconds; 30 seconds unless given. */
	timeoutMillis?: number;
	signal?: AbortSignal;
}

export interface PartnerAnswer {
	reading: PartnerReading;
	/** What the partner asks to be left alone for, in milliseconds; null where it doesn't. */
	retryAfterMillis: number | null;
}

/** Reads what a partner says of itself, once. Never throws: what can't be read is a reading of its own. */
export async function readPartner(watch: PartnerWatch, circumstances: Circumstances): Promise<PartnerAnswer> {
	try {
		return { reading: await read(watch, circumstances), retryAfterMillis: null };
	} catch (error) {
		const retryAfterMillis = error instanceof OutboundFailure ? error.retryAfterMillis : null;
		return { reading: { kind: 'unreadable', failure: wordsOf(error) }, retryAfterMillis };
	}
}

async function read(watch: PartnerWatch, circumstances: Circumstances): Promise<PartnerReading> {
	const { allowPrivate, now, timeoutMillis = TIMEOUT, signal } = circumstances;
	const url = watch.kind === 'statuspage' ? summaryUrl(watch.url) : watch.url;
	const etag = etagFor(watch, circumstances.etag);
	const answer = await request({
		url,
		method: 'GET',
		headers: etag === null ? {} : { 'if-none-match': etag },
		allowPrivate,
		timeoutMillis,
		maxBytes: MAX_BYTES,
		followRedirects: true,
		signal,
	});
	// Where it wasn't asked for, it would mean that nobody knows.
	if (answer.status === 304 && etag !== null) return { kind: 'unchanged' };
	if (answer.status !== 200) throw new OutboundFailure(`HTTP ${answer.status}`, retryAfterOf(answer.headers, now));
	const { status, detail, fades = false } = saidBy(watch, answer, now);
	const isLasting = !fades && answer.url === new URL(url).href;
	const validator = isLasting ? validatorOf(watch, answer.headers.etag) : null;
	return { kind: 'told', status, detail: detail?.slice(0, LONGEST_DETAIL) ?? null, etag: validator };
}

function saidBy(watch: PartnerWatch, { body, headers }: Answer, now: Instant): Said {
	if (watch.kind === 'statuspage') return readSummary(textOf(body), watch.component);
	if (watch.kind === 'json') return readJsonStatus(textOf(body), watch);
	if (watch.kind === 'ics') return readPlannedWork(textOf(body, headers['content-type']), watch.zone, now);
	return readFeed(watch.kind, textOf(body, headers['content-type']), now, watch.listed);
}
