/** Is told the number of a publication. What it throws, or rejects with, is logged and breaks nothing. */
export type Listener = (number: number) => void | Promise<void>;

/** Those who heed publications. Each hears of every one once, in order, from when it began to listen. */
export class Audience {
	/** Is told what a listener has thrown. */
	onError: (error: unknown) => void = () => {};
	#told = 0;
	readonly #listeners = new Set<{ hear: Listener }>();

	get isEmpty(): boolean {
		return this.#listeners.size === 0;
	}

	/** @returns stops it: it hears of nothing from then on */
	add(hear: Listener): () => void {
		const listener = { hear };
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	/** There are publications up to this number: numbers leave no gap. */
	tell(last: number): void {
		while (this.#told < last) {
			const number = ++this.#told;
			for (const { hear } of this.#listeners) {
				const heard = async () => hear(number);
				heard().catch(this.onError);
			}
		}
	}
}
