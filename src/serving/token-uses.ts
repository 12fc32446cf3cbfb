import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Token } from '../domain/token.ts';
import type { Stores } from '../stores/stores.ts';

/** Notes when each token was last used, to the minute: once a minute at most, and nobody waits for it. */
export class TokenUses {
	readonly #noted = new Map<string, Instant>();
	readonly #remark: (error: unknown) => void;

	/** @param remark is told of what could not be noted */
	constructor(remark: (error: unknown) => void) {
		this.#remark = remark;
	}

	note({ tokens }: Pick<Stores, 'tokens'>, { id, lastUsedAt }: Pick<Token, 'id' | 'lastUsedAt'>, now: Instant): void {
		const minute = now - (now % MINUTE);
		if (minute <= Math.max(lastUsedAt ?? 0, this.#noted.get(id) ?? 0)) return;
		this.#noted.set(id, minute);
		tokens.used(id, minute).catch(this.#remark);
	}
}
