import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Runtime } from '../runtime.ts';

/** An address is written to so often in a day, whoever names it; and so many a visitor may name in an hour. */
const PER_ADDRESS = { points: 3, seconds: 86_400 };
/** Of links that hold for an hour: whoever has them sent to somebody leaves them one that works. */
const PER_OWNER = { points: 3, seconds: 3600 };
const PER_VISITOR = { points: 10, seconds: 3600 };

type Limiter = ReturnType<Runtime['limiter']>;

/** How often strangers may have us write to somebody. */
export class Asking {
	readonly #perAddress: Limiter;
	readonly #perOwner: Limiter;
	readonly #perVisitor: Limiter;

	constructor(limiter: Runtime['limiter']) {
		this.#perAddress = limiter(PER_ADDRESS.points, PER_ADDRESS.seconds);
		this.#perOwner = limiter(PER_OWNER.points, PER_OWNER.seconds);
		this.#perVisitor = limiter(PER_VISITOR.points, PER_VISITOR.seconds);
	}

	/** Has this visitor asked too often? @param caller an address */
	tooOften(caller: string): Promise<boolean> {
		return this.#isSpent(this.#perVisitor, `asked-by/${caller}`);
	}

	/** Was this address written to too often? @param digest of the address: itself it is kept nowhere */
	tooMuchFor(digest: string): Promise<boolean> {
		return this.#isSpent(this.#perAddress, `asked-for/${digest}`);
	}

	/** Was somebody sent links to the console often enough? @param digest of their address */
	tooManyLinksFor(digest: string): Promise<boolean> {
		return this.#isSpent(this.#perOwner, `links-for/${digest}`);
	}

	async #isSpent(limiter: Limiter, key: string): Promise<boolean> {
		try {
			await limiter.consume(key);
			return false;
		} catch (refusal) {
			if (refusal instanceof RateLimiterRes) return true;
			throw refusal;
		}
	}
}
