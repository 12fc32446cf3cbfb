import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Runtime } from '../runtime.ts';
import { HttpProblem } from './problem.ts';

const MINUTE_IN_SECONDS = 60;
/** Several people may share an address. */
const TOKENS_AN_ADDRESS = 2;
const FAILURES_A_MINUTE = 30;

/** How much one caller may ask of the API: an address of each node, a token of all of them together. */
export class Limits {
	readonly #address: RateLimiterMemory | null;
	readonly #token: ReturnType<Runtime['limiter']> | null;
	readonly #failure: RateLimiterMemory;

	/**
	 * @param perToken requests a minute; 0 for no limit
	 * @param ofAllNodes makes a limit that holds over all nodes
	 */
	constructor(perToken: number, ofAllNodes: Runtime['limiter']) {
		this.#address = limiter(perToken * TOKENS_AN_ADDRESS);
		this.#token = perToken === 0 ? null : ofAllNodes(perToken, MINUTE_IN_SECONDS);
		this.#failure = new RateLimiterMemory({ points: FAILURES_A_MINUTE, duration: MINUTE_IN_SECONDS });
	}

	/** @throws HttpProblem `too_many_requests`, and so do the others */
	ofAddress(address: string): Promise<void> {
		return spend(this.#address, address);
	}

	ofToken(id: string): Promise<void> {
		return spend(this.#token, id);
	}

	/** Bounds guessing. It never keeps a valid token out: an attacker behind the same proxy must not silence the staff. */
	ofFailures(address: string): Promise<void> {
		return spend(this.#failure, address);
	}
}

function limiter(points: number): RateLimiterMemory | null {
	return points === 0 ? null : new RateLimiterMemory({ points, duration: MINUTE_IN_SECONDS });
}

async function spend(limit: ReturnType<Runtime['limiter']> | null, key: string): Promise<void> {
	await limit?.consume(key).catch((refusal: unknown) => {
		if (!(refusal instanceof RateLimiterRes)) throw refusal;
		const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
		throw new HttpProblem('too_many_requests', `Try again in ${seconds} s`, { 'retry-after': String(seconds) });
	});
}
