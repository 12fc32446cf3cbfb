import { setTimeout as after } from 'node:timers/promises';
import pg from 'pg';
import { takingWordsAway } from '../../domain/event.ts';
import { Audience, type Listener } from '../audience.ts';
import type { Ear } from '../engine.ts';

const CHANNEL = 'vigente_published';
/** A notice can be lost: so often, in milliseconds, the number is asked for all the same. */
const ASKED_EVERY = 1000;

/** Hears of publications by `NOTIFY`, and knows the last number without asking. */
export class PostgresEar implements Ear {
	#current = 0;
	#lastRedaction = 0;
	/** Up to here it was looked for redactions; null before the start. */
	#looked: number | null = null;
	/** Why the database cannot be read; null while it can. */
	#failure: unknown = null;
	#stopped = false;
	readonly #audience = new Audience();
	readonly #pool: pg.Pool;
	readonly #settings: pg.ClientConfig;
	#listener: pg.Client | null = null;
	#goOn: AbortController = new AbortController();

	constructor(pool: pg.Pool, settings: pg.ClientConfig) {
		this.#pool = pool;
		this.#settings = settings;
	}

	/** What was last heard, while there is a connection. */
	current(): number {
		if (this.#failure !== null) throw this.#failure;
		return this.#current;
	}

	lastRedaction(): number {
		return this.#lastRedaction;
	}

	heed(listener: Listener): () => void {
		return this.#audience.add(listener);
	}

	published(number: number, takesWordsAway: boolean): void {
		this.#current = Math.max(this.#current, number);
		if (takesWordsAway) this.#lastRedaction = Math.max(this.#lastRedaction, number);
		// Whoever is not told asks soon.
		this.#pool.query(`SELECT pg_notify('${CHANNEL}', $1)`, [String(number)]).catch(() => {});
		this.#audience.tell(this.#current);
	}

	/** Reads the number now, and what went since. @throws when the database cannot be read */
	async ask(): Promise<void> {
		const { rows } = await this.#pool.query<{ number: number; redacted: number }>(
			`SELECT coalesce(max(number), 0) AS number, coalesce(max(number) FILTER (WHERE action = ANY($2)), 0) AS redacted
			FROM ledger WHERE number > $1`,
			[this.#looked ?? 0, takingWordsAway],
		);
		const [{ number, redacted }] = rows as [{ number: number; redacted: number }];
		this.#current = Math.max(this.#current, number);
		if (this.#looked !== null) this.#lastRedaction = Math.max(this.#lastRedaction, redacted);
		this.#looked = Math.max(this.#looked ?? 0, number);
		this.#failure = null;
		this.#audience.tell(this.#current);
	}

	/** Listens until it is stopped, and begins anew whenever the connection is lost. */
	async listen(onError: (error: unknown) => void): Promise<void> {
		this.#audience.onError = onError;
		while (!this.#stopped) {
			try {
				if (this.#listener === null) await this.#connect();
				await this.ask();
			} catch (error) {
				if (this.#failure === null && !this.#stopped) onError(error);
				this.#failure = error;
				await this.#hangUp();
			}
			await after(ASKED_EVERY, undefined, { signal: this.#goOn.signal, ref: false }).catch(() => {});
			if (!this.#stopped) this.#goOn = new AbortController();
		}
		await this.#hangUp();
	}

	stop(): void {
		this.#stopped = true;
		this.#goOn.abort();
	}

	async #connect(): Promise<void> {
		const listener = new pg.Client(this.#settings);
		this.#listener = listener;
		const lost = () => {
			if (this.#listener === listener) this.#listener = null;
			this.#goOn.abort();
		};
		listener.on('error', lost).on('end', lost);
		listener.on('notification', ({ payload }) => {
			if (Number(payload) !== this.#current) this.#goOn.abort();
		});
		await listener.connect();
		await listener.query(`LISTEN ${CHANNEL}`);
	}

	async #hangUp(): Promise<void> {
		const listener = this.#listener;
		this.#listener = null;
		await listener?.end().catch(() => {});
	}
}
