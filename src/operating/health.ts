import type { Instant } from '../domain/instant.ts';
import type { ClockState } from '../domain/time/steady-clock.ts';
import type { Stores } from '../stores/stores.ts';
import type { JobClock } from './job-clock.ts';
import type { Log } from './log.ts';

/** What `/healthz` answers: each part has a word of its own. */
export interface Health {
	status: 'ok' | 'unavailable';
	/** The number of the last publication; null where it cannot be read. */
	publication: number | null;
	database: string;
	write: string;
	render: string;
	/** `leapt` or `behind` makes nothing unavailable: what is due by itself waits, or is due again. */
	clock: ClockState;
}

/** What it asks of a database. */
interface Checked {
	isMigrated: () => Promise<boolean>;
	hasRoom: () => Promise<boolean>;
}

/** For so long, in milliseconds, the last answer is given again: whoever asks often is no load. */
const KEPT = 2000;
/** What takes longer, in milliseconds, has failed: whoever asks waits no longer than for all three. */
const LONGEST = 3000;

/** Tries what the server is for: to read, to write, and to render a page. */
export class HealthCheck {
	/** Renders some page, and throws where it fails. Set by whoever serves pages. */
	render: (() => Promise<void>) | null = null;
	readonly #stores: Pick<Stores, 'publications' | 'heartbeats'>;
	readonly #engine: Checked;
	readonly #clock: () => Instant;
	readonly #steady: Pick<JobClock, 'state'>;
	readonly #log: Log;
	#last: { at: number; health: Promise<Health> } | null = null;
	#was = 'ok';

	constructor(
		stores: Pick<Stores, 'publications' | 'heartbeats'>,
		engine: Checked,
		clock: () => Instant,
		steady: Pick<JobClock, 'state'>,
		log: Log,
	) {
		this.#stores = stores;
		this.#engine = engine;
		this.#clock = clock;
		this.#steady = steady;
		this.#log = log;
	}

	/** Never throws. */
	async check(): Promise<Health> {
		const now = performance.now();
		if (this.#last === null || now - this.#last.at > KEPT) this.#last = { at: now, health: this.#look() };
		const health = await this.#last.health;
		return { ...health, publication: health.publication === null ? null : this.#publication() };
	}

	#publication(): number | null {
		try {
			return this.#stores.publications.current();
		} catch {
			return null;
		}
	}

	async #look(): Promise<Health> {
		const database = await said(() => this.#readable());
		const write = await said(() => this.#writable());
		const render = await said(() => this.#renders());
		const isWell = [database, write].every((word) => word === 'ok') && (render === 'ok' || render === 'not tried');
		const publication = database === 'ok' ? this.#publication() : null;
		const words = { database, write, render, clock: this.#steady.state() };
		const health: Health = { status: isWell ? 'ok' : 'unavailable', publication, ...words };
		this.#tell(health);
		return health;
	}

	async #readable(): Promise<string> {
		const lost = this.#stores.publications.lost();
		if (lost !== null) return lost;
		await this.#stores.heartbeats.last();
		return (await this.#engine.isMigrated()) ? 'ok' : 'not migrated';
	}

	async #writable(): Promise<string> {
		this.#stores.publications.refuseLost();
		await this.#stores.heartbeats.beat(this.#clock());
		return (await this.#engine.hasRoom()) ? 'ok' : 'the disk is full';
	}

	async #renders(): Promise<string> {
		if (this.render === null) return 'not tried';
		await this.render();
		return 'ok';
	}

	/** Once when it begins, and once when it is over. */
	#tell({ status, ...words }: Health): void {
		if (status !== this.#was && status !== 'ok') this.#log.error(words, 'the server is not well');
		if (status !== this.#was && status === 'ok') this.#log.info('the server is well again');
		this.#was = status;
	}
}

/** What was found; that it failed, or that it takes too long. */
async function said(look: () => Promise<string>): Promise<string> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<string>((resolve) => {
		timer = setTimeout(() => resolve('too slow'), LONGEST);
	});
	const found = look().catch(() => 'failed');
	return Promise.race([found, late]).finally(() => clearTimeout(timer));
}
