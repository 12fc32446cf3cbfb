import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../domain/password.ts';
import type { Challenge } from '../people/passkeys.ts';
import type { People } from '../people/people.ts';
import type { Proof } from '../people/proof.ts';
import type { NewFactor } from '../people/second-factor.ts';

/** In letters. */
export const LONGEST_KEY_NAME = 60;

/** Why an account stays as it was. */
export type AccountProblem =
	| 'too_many'
	| 'locked'
	| 'password_length'
	/** The password that was given is another one. */
	| 'wrong_password'
	| 'wrong_code'
	| 'passkey_refused';

/** What a form of somebody's own account did: what is shown of it, once, or where they go on. */
export interface AccountStep {
	/** Told to the browser with the answer. */
	cookies: string[];
	problem: AccountProblem | null;
	/** What was done, for the next page to say; null where a page is drawn at once. */
	done: 'changed' | 'added' | 'ended' | 'other' | null;
	/** For a new passkey. */
	challenge: Challenge | null;
	/** To be set up, until a code of it was confirmed. */
	factor: NewFactor | null;
	/** New ones, which are shown once. */
	codes: string[] | null;
}

const nothing: AccountStep = { cookies: [], problem: null, done: null, challenge: null, factor: null, codes: null };

/** Does what a form of somebody's own account says: what it has besides its button tells which. */
export async function accountStep(people: People, form: URLSearchParams, headers: Headers): Promise<AccountStep> {
	const { passkeys, secondFactor } = people;
	const said = (name: string) => form.get(name) ?? '';
	const step = form.get('step');
	if (form.has('end')) {
		await people.endSession(said('end'), headers);
		return { ...nothing, done: 'other' };
	}
	if (form.has('forget')) {
		await passkeys.remove(said('forget'), headers);
		return { ...nothing, done: 'other' };
	}
	if (step === 'passkey' && passkeys.areOffered) return newPasskey(people, form, headers);
	if (form.has('next')) return changed(people, said('current'), said('next'), headers);
	if (form.has('code')) {
		const proof = await secondFactor.confirm(said('code'), headers);
		const result = proved(proof, 'other', 'wrong_code');
		if (result.problem === null) return result;
		// Shown again only to whom it was shown: a session alone, which may be stolen, does not bring it back.
		const begun = await secondFactor.begun(headers);
		return { ...result, factor: begun?.secret === said('secret') ? begun : null };
	}
	if (step === 'codes') {
		const made = await secondFactor.newRecoveryCodes(said('password'), headers);
		return Array.isArray(made) ? { ...nothing, codes: made } : { ...nothing, problem: refusalOf(made) };
	}
	if (step === 'no-factor') return proved(await secondFactor.end(said('password'), headers), 'ended', 'wrong_password');
	if (step !== 'factor') return nothing;
	const begun = await secondFactor.begin(said('password'), headers);
	return typeof begun === 'object' ? { ...nothing, factor: begun } : { ...nothing, problem: refusalOf(begun) };
}

async function newPasskey({ passkeys }: People, form: URLSearchParams, headers: Headers): Promise<AccountStep> {
	const answer = form.get('passkey');
	const name = (form.get('name') ?? '').slice(0, LONGEST_KEY_NAME);
	const added = answer === null ? null : await passkeys.add(answer, name, headers);
	if (added === 'added') return { ...nothing, done: 'added' };
	const challenge = await passkeys.beginNew(headers);
	const problem = added === null ? null : added === 'too_many' ? 'too_many' : 'passkey_refused';
	return { ...nothing, challenge, problem, cookies: challenge.cookies };
}

async function changed(people: People, current: string, next: string, headers: Headers): Promise<AccountStep> {
	if (next.length < SHORTEST_PASSWORD || next.length > LONGEST_PASSWORD)
		return { ...nothing, problem: 'password_length' };
	return proved(await people.changePassword(current, next, headers), 'changed', 'wrong_password');
}

function proved(proof: Proof, done: AccountStep['done'], refused: AccountProblem): AccountStep {
	if ('cookies' in proof) return { ...nothing, done, cookies: proof.cookies };
	const problem = proof.step === 'too_many' || proof.step === 'locked' ? proof.step : refused;
	return { ...nothing, problem };
}

function refusalOf(made: 'refused' | 'too_many'): AccountProblem {
	return made === 'too_many' ? 'too_many' : 'wrong_password';
}
