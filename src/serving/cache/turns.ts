/** There is too much to do already. */
export class Busy extends Error {
	override name = 'Busy';
}

/** How many of one caller's pages may wait, and of all callers' together. */
const WAITING_A_CALLER = 24;
const WAITING = 128;
/** A question that a stranger made up leaves the thread to others for so many times as long as it took. */
const REST = 2;

type Work = () => Promise<{ rest: boolean }>;

/**
 * Whose turn it is to have a page rendered. There is one thread, and rendering takes all of it: so one page at a time, each
 * in a turn of the event loop of its own, between which whatever is kept already is served. What the cache knows comes
 * first; what it doesn't comes in turn by caller, so that nobody waits for another's flood.
 */
export class Turns {
	readonly #known: Work[] = [];
	/** The first in the map is the next in turn. */
	readonly #strangers = new Map<string, Work[]>();
	#waiting = 0;
	#running = false;
	#resting = false;

	/**
	 * @param caller who answers for it; null for a page that was kept before, of which there are only so many
	 * @param work says in the end whether the thread has to rest from it
	 * @throws Busy when this caller, or all of them, have too many waiting
	 */
	take(caller: string | null, work: Work): void {
		if (caller === null) this.#known.push(work);
		else this.#queue(caller, work);
		this.#next();
	}

	#queue(caller: string, work: Work): void {
		const own = this.#strangers.get(caller) ?? [];
		if (own.length >= WAITING_A_CALLER || this.#waiting >= WAITING) throw new Busy();
		own.push(work);
		this.#strangers.set(caller, own);
		this.#waiting += 1;
	}

	#next(): void {
		if (this.#running) return;
		const known = this.#known.shift();
		const work = known ?? (this.#resting ? undefined : this.#stranger());
		if (work === undefined) return;
		this.#running = true;
		setImmediate(() => void this.#run(work));
	}

	#stranger(): Work | undefined {
		const [caller, own] = this.#strangers.entries().next().value ?? [];
		if (caller === undefined || own === undefined) return undefined;
		this.#strangers.delete(caller);
		const work = own.shift();
		if (own.length > 0) this.#strangers.set(caller, own);
		this.#waiting -= 1;
		return work;
	}

	async #run(work: Work): Promise<void> {
		const startedAt = performance.now();
		const { rest } = await work();
		this.#running = false;
		if (rest) this.#rest((performance.now() - startedAt) * REST);
		this.#next();
	}

	#rest(millis: number): void {
		this.#resting = true;
		setTimeout(() => {
			this.#resting = false;
			this.#next();
		}, millis).unref();
	}
}
