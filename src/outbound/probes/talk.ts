import type { Socket } from 'node:net';
import type { TcpTurn } from '../../domain/watch/monitor.ts';
import { caughtBy } from '../../domain/watch/pattern.ts';
import { OutboundFailure } from '../failure.ts';

const MOST_HEARD = 64 * 1024;

/**
 * Says and expects lines, one after another. A line that isn't expected is passed over, as greetings may have several.
 *
 * @param secure makes TLS of a connection
 * @returns null: what doesn't come is waited for
 * @throws OutboundFailure where the other side ends it, or says too much
 */
export async function converse(
	plain: Socket,
	turns: readonly TcpTurn[],
	secure: (socket: Socket) => Promise<Socket>,
): Promise<null> {
	let socket = plain;
	let ear = new Ear(socket);
	let caught: string[] = [];
	for (const turn of turns) {
		if ('send' in turn) {
			socket.write(`${turn.send.replace(/\$(\d)/g, (_, group) => caught[Number(group)] ?? '')}\r\n`);
		} else if ('expect' in turn) {
			caught = await ear.hear(turn.expect);
		} else {
			ear.close();
			socket = await secure(socket);
			ear = new Ear(socket);
		}
	}
	return null;
}

/** Hears lines. */
class Ear {
	readonly #socket: Socket;
	#text = '';
	#heard = 0;
	#over: OutboundFailure | null = null;
	#wake: () => void = () => {};

	constructor(socket: Socket) {
		this.#socket = socket.on('data', this.#take).on('close', this.#end).on('error', this.#end);
	}

	/** Waits for a line that matches. @returns what the pattern caught */
	async hear(pattern: string): Promise<string[]> {
		for (;;) {
			for (let line = this.#nextLine(); line !== null; line = this.#nextLine()) {
				const caught = caughtBy(pattern, line);
				if (caught !== null) return caught;
			}
			if (this.#over !== null) throw this.#over;
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}

	close(): void {
		this.#socket.off('data', this.#take).off('close', this.#end).off('error', this.#end);
	}

	#take = (piece: Buffer) => {
		this.#heard += piece.length;
		this.#text += piece.toString('latin1');
		if (this.#heard > MOST_HEARD) this.#over = new OutboundFailure('it says more than anybody wants to hear');
		this.#wake();
	};

	#end = () => {
		this.#over ??= new OutboundFailure('connection closed before the expected line came');
		this.#wake();
	};

	#nextLine(): string | null {
		const end = this.#text.indexOf('\n');
		if (end < 0) return null;
		const line = this.#text.slice(0, end).replace(/\r$/, '');
		this.#text = this.#text.slice(end + 1);
		return line;
	}
}
