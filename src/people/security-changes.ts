import { AsyncLocalStorage } from 'node:async_hooks';
import type { SecurityChange } from '../domain/person.ts';
import type { Work } from '../stores/stores.ts';

/**
 * Notes what changes of how somebody signs in, in one transaction with what changes it.
 *
 * @param write changes it
 * @returns what `write` returns; where that is null, nothing has changed and nothing is noted
 */
export type NoteChange = <T>(personId: string, change: SecurityChange, write: Work<T>) => Promise<T>;

/** What better-auth asks of the database. @property values what it writes, by field; none where it deletes */
export interface Step {
	model: string;
	values: Record<string, unknown> | null;
}

const writesPassword = ({ model, values }: Step) => model === 'account' && values !== null && 'password' in values;

/** The step by which better-auth makes a change: the first of this kind. */
const isMadeBy: Record<Exclude<SecurityChange, 'company'>, (step: Step) => boolean> = {
	password: writesPassword,
	password_anew: writesPassword,
	second_factor: ({ values }) => values?.twoFactorEnabled === true || values?.verified === true,
	second_factor_ended: ({ values }) => values?.twoFactorEnabled === false,
	recovery_codes: ({ model, values }) => model === 'twoFactor' && values !== null && 'backupCodes' in values,
	passkey: ({ model, values }) => model === 'passkey' && values !== null,
	passkey_removed: ({ model, values }) => model === 'passkey' && values === null,
};

interface Underway {
	personId: string;
	change: keyof typeof isMadeBy;
	beside: Work<unknown>;
	isNoted: boolean;
}

/** Has each change that better-auth makes noted in the very transaction that makes it: a server that dies leaves both, or none. */
export class SecurityChanges {
	readonly #note: NoteChange;
	readonly #underway = new AsyncLocalStorage<Underway>();

	constructor(note: NoteChange) {
		this.#note = note;
	}

	/**
	 * @param steps better-auth's, by which it makes this change unless they throw
	 * @param beside what else has to be so from then on
	 */
	async making<T>(
		personId: string,
		change: keyof typeof isMadeBy,
		steps: () => Promise<T>,
		beside: Underway['beside'] = async () => {},
	): Promise<T> {
		const underway: Underway = { personId, change, beside, isNoted: false };
		const result = await this.#underway.run(underway, steps);
		if (!underway.isNoted) throw new Error(`better-auth did not make this change as was expected: ${change}`);
		return result;
	}

	/** One of better-auth's steps: noted where it makes the change that is under way, plainly written where not. */
	async write<T>(step: Step, work: Work<T>, plainly: (work: Work<T>) => Promise<T>): Promise<T> {
		const underway = this.#underway.getStore();
		if (!underway || underway.isNoted || !isMadeBy[underway.change](step)) return plainly(work);
		const { personId, change, beside } = underway;
		const result = await this.#note(personId, change, async (tx) => {
			const result = await work(tx);
			await beside(tx);
			return { result };
		});
		underway.isNoted = true;
		return result.result;
	}
}
