import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Turned } from './addresses.ts';

const MINUTE_IN_SECONDS = 60;

/** How often each address has asked for what a stranger might find by trying names. */
export class Guesses {
	readonly #limiters = new Map<number, RateLimiterMemory>();

	/** The answer to one too many; null while there is no such. @param perMinute null for no limit */
	async tooMany(address: string, perMinute: number | null): Promise<Turned | null> {
		if (perMinute === null) return null;
		const limiter =
			this.#limiters.get(perMinute) ?? new RateLimiterMemory({ points: perMinute, duration: MINUTE_IN_SECONDS });
		this.#limiters.set(perMinute, limiter);
		try {
			await limiter.consume(address);
			return null;
		} catch (refusal) {
			if (!(refusal instanceof RateLimiterRes)) throw refusal;
			const seconds = String(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
			const headers = { 'retry-after': seconds, 'content-type': 'text/plain; charset=utf-8' };
			return { status: 429, headers, body: `Try again in ${seconds} s\n` };
		}
	}
}
