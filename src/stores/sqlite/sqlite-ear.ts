import type Sqlite from 'better-sqlite3';
import { takingWordsAway } from '../../domain/event.ts';
import { Audience, type Listener } from '../audience.ts';
import type { Ear } from '../engine.ts';

/** While somebody heeds, the file is asked so often, in milliseconds, although nobody asks for a page. */
const ASKED_EVERY = 200;

/**
 * Asks the file whether another process has written, once in a turn of the event loop: whatever comes in after that is
 * heard in a later one.
 */
export class SqliteEar implements Ear {
	#current: number;
	#lastRedaction = 0;
	#dataVersion: unknown;
	/** Was it asked in this turn? */
	#asked = false;
	#tended = false;
	#failed = false;
	#timer: NodeJS.Timeout | undefined;
	readonly #audience = new Audience();
	readonly #readDataVersion: () => unknown;
	readonly #last: () => number;
	readonly #redactedAfter: (number: number) => number;

	/** @param writing the version that this connection sees is changed by others only */
	constructor(writing: Sqlite.Database, reading: Sqlite.Database) {
		const kinds = takingWordsAway.map((kind) => `'${kind}'`).join(', ');
		const pragma = writing.prepare('PRAGMA data_version').pluck();
		const last = reading.prepare('SELECT coalesce(max(number), 0) FROM ledger').pluck();
		const redacted = reading
			.prepare(`SELECT coalesce(max(number), 0) FROM ledger WHERE number > ? AND action IN (${kinds})`)
			.pluck();
		this.#readDataVersion = () => pragma.get();
		this.#last = () => last.get() as number;
		this.#redactedAfter = (number) => redacted.get(number) as number;
		this.#dataVersion = this.#readDataVersion();
		this.#current = this.#last();
		this.#audience.tell(this.#current);
	}

	current(): number {
		if (this.#asked) return this.#current;
		const dataVersion = this.#readDataVersion();
		if (dataVersion !== this.#dataVersion) {
			const before = this.#current;
			this.#current = this.#last();
			this.#lastRedaction = Math.max(this.#lastRedaction, this.#redactedAfter(before));
			this.#dataVersion = dataVersion;
		}
		this.#asked = true;
		setImmediate(() => {
			this.#asked = false;
		});
		return this.#current;
	}

	lastRedaction(): number {
		return this.#lastRedaction;
	}

	heed(listener: Listener): () => void {
		// What there is already is nothing new.
		this.#ask();
		const stop = this.#audience.add(listener);
		this.#askWhileHeeded();
		return () => {
			stop();
			this.#askWhileHeeded();
		};
	}

	/** Asks from time to time whether another process has published, while somebody heeds. */
	listen(onError: (error: unknown) => void): void {
		this.#audience.onError = onError;
		this.#tended = true;
		this.#askWhileHeeded();
	}

	stop(): void {
		this.#tended = false;
		this.#askWhileHeeded();
	}

	published(number: number, takesWordsAway: boolean): void {
		// Another process may have published before it, and may have taken words away.
		if (number > this.#current + 1)
			this.#lastRedaction = Math.max(this.#lastRedaction, this.#redactedAfter(this.#current));
		this.#current = Math.max(this.#current, number);
		this.#asked = false;
		if (takesWordsAway) this.#lastRedaction = Math.max(this.#lastRedaction, number);
		this.#audience.tell(this.#current);
	}

	#askWhileHeeded(): void {
		clearInterval(this.#timer);
		if (this.#tended && !this.#audience.isEmpty) this.#timer = setInterval(() => this.#ask(), ASKED_EVERY).unref();
	}

	#ask(): void {
		try {
			this.#audience.tell(this.current());
			this.#failed = false;
		} catch (error) {
			// A file that cannot be read need not fill the log.
			if (!this.#failed) this.#audience.onError(error);
			this.#failed = true;
		}
	}
}
