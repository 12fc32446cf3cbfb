import { openSync, readSync, statSync } from 'node:fs';

/**
 * The file of a database that was opened: whoever has it open goes on writing into it after it was removed, where nobody
 * will ever find it.
 */
export class Place {
	readonly #path: string;
	readonly #opened: { dev: number; ino: number } | undefined;
	#largest = 0;
	/**
	 * Kept open as long as the process lives. Whoever closes any descriptor of a file gives up all locks that its process holds
	 * on it (https://sqlite.org/howtocorrupt.html §2.2), and the next program that looks would take away what is in the WAL.
	 */
	readonly #descriptor: number;

	/** @param path of the file, or `:memory:`, which is never lost */
	constructor(path: string) {
		this.#path = path;
		this.#opened = path === ':memory:' || path === '' ? undefined : statSync(path, { throwIfNoEntry: false });
		this.#descriptor = this.#opened === undefined ? -1 : openSync(path, 'r');
	}

	/** What became of the file since it was opened, in words; null while it is there. */
	lost(): string | null {
		if (this.#opened === undefined) return null;
		const found = statSync(this.#path, { throwIfNoEntry: false });
		if (!found) return 'was removed or moved';
		if (found.ino !== this.#opened.ino || found.dev !== this.#opened.dev) return 'was replaced by another file';
		if (found.size < this.#largest && found.size < sizeByHeader(this.#descriptor)) return 'was cut off';
		this.#largest = Math.max(this.#largest, found.size);
		return null;
	}
}

/** How many bytes it says that it has (https://sqlite.org/fileformat.html#the_database_header); more than any for one without a header. */
function sizeByHeader(descriptor: number): number {
	const header = Buffer.alloc(32);
	if (readSync(descriptor, header, 0, 32, 0) < 32) return Number.POSITIVE_INFINITY;
	const pageSize = header.readUInt16BE(16);
	return (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(28);
}
