/** The words of one or more clauses, each once, and what they weigh together. */
export interface Words {
	all: ReadonlySet<number>;
	weight: number;
}

/** How alike clauses are by their words, of which one weighs the more the fewer clauses say it. */
export class Likeness {
	readonly #ids = new Map<string, number>();
	readonly #clausesWith: number[] = [];
	readonly #clauses: number;

	/** @param texts of every clause that is to be compared */
	constructor(texts: readonly string[]) {
		this.#clauses = texts.length;
		for (const text of texts) {
			for (const word of wordsIn(text)) {
				const id = this.#ids.get(word) ?? this.#ids.size;
				this.#ids.set(word, id);
				this.#clausesWith[id] = (this.#clausesWith[id] ?? 0) + 1;
			}
		}
	}

	wordsOf(text: string): Words {
		return this.#weighed(new Set([...wordsIn(text)].map((word) => this.#ids.get(word) as number)));
	}

	together(one: Words, other: Words): Words {
		return this.#weighed(new Set([...one.all, ...other.all]));
	}

	/** From 0, no word in common, to 1, all of them. */
	between(one: Words, other: Words): number {
		const sum = one.weight + other.weight;
		return sum === 0 ? 0 : (2 * this.common(one, other)) / sum;
	}

	/** What the words weigh that both have. */
	common(one: Words, other: Words): number {
		const [few, many] = one.all.size < other.all.size ? [one, other] : [other, one];
		let sum = 0;
		for (const word of few.all) if (many.all.has(word)) sum += this.weightOf(word);
		return sum;
	}

	weightOf(word: number): number {
		return Math.log(1 + this.#clauses / (this.#clausesWith[word] ?? 1));
	}

	#weighed(all: ReadonlySet<number>): Words {
		let weight = 0;
		for (const word of all) weight += this.weightOf(word);
		return { all, weight };
	}
}

function wordsIn(text: string): Set<string> {
	return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}
