import { noteCredential } from '../commands/note-credential.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../domain/password.ts';
import type { CredentialChange } from '../domain/person.ts';
import type { Language } from '../domain/text.ts';
import type { Challenge } from '../people/passkeys.ts';
import type { Proof } from '../people/proof.ts';
import type { NewFactor } from '../people/second-factor.ts';
import type { Runtime } from '../runtime.ts';
import type { Visit } from './door.ts';

/** In letters. */
export const LONGEST_KEY_NAME = 60;

/** What came of a form about one's own account: it is done, or the screen is shown with what goes on. */
export type AccountStep = { step: 'done'; said: 'changed' | 'added' | 'ended' | null } | ({ step: 'shown' } & Shown);

interface Shown {
	/** A key that a device is to make. */
	challenge?: Challenge;
	/** A second factor that is to be confirmed. */
	factor?: NewFactor | null;
	/** Recovery codes, shown once. */
	codes?: string[];
	problem?: 'too_short' | 'too_many' | 'refused' | 'code_refused' | 'locked' | 'key_refused';
}

/** Does what somebody asks for their own sessions, password, second factor and keys; what changes how they sign in is noted. */
export async function accountStep(
	runtime: Runtime,
	visit: Visit,
	headers: Headers,
	language: Language,
): Promise<AccountStep> {
	const { form, signedIn } = visit;
	const { people, stores, config, clock } = runtime;
	const { passkeys, secondFactor } = people;
	if (form === null || signedIn === null) return { step: 'shown' };
	const note = (change: CredentialChange) =>
		noteCredential(stores, signedIn.person, change, language, config.mail !== null, clock());
	const text = (name: string) => form.get(name) ?? '';
	const act = form.get('step');
	const proved = async (
		proof: Proof,
		change: CredentialChange,
		said: 'changed' | 'ended' | null,
	): Promise<AccountStep> => {
		if (!('cookies' in proof)) return { step: 'shown', problem: problemOf(proof) };
		visit.cookies.push(...proof.cookies);
		await note(change);
		return { step: 'done', said };
	};

	if (form.has('end')) {
		await people.endSession(text('end'), headers);
		return { step: 'done', said: null };
	}
	if (form.has('forget')) {
		if (await passkeys.remove(text('forget'), headers)) await note('no_passkey');
		return { step: 'done', said: null };
	}
	if (act === 'passkey' && passkeys.areOffered) {
		const name = text('name').slice(0, LONGEST_KEY_NAME);
		const added = form.has('passkey') ? await passkeys.add(text('passkey'), name, headers) : null;
		if (added === 'added') {
			await note('passkey');
			return { step: 'done', said: 'added' };
		}
		const challenge = await passkeys.beginNew(headers);
		visit.cookies.push(...challenge.cookies);
		if (added === null) return { step: 'shown', challenge };
		return { step: 'shown', challenge, problem: added === 'too_many' ? added : 'key_refused' };
	}
	if (form.has('next')) {
		const next = text('next');
		if (next.length < SHORTEST_PASSWORD || next.length > LONGEST_PASSWORD)
			return { step: 'shown', problem: 'too_short' };
		return proved(await people.changePassword(text('current'), next, headers), 'password', 'changed');
	}
	if (form.has('code')) {
		const step = await proved(await secondFactor.confirm(text('code'), headers), 'second_factor', null);
		if (step.step === 'done') return step;
		const problem = step.problem === 'refused' ? 'code_refused' : step.problem;
		return { step: 'shown', problem, factor: await secondFactor.begun(headers) };
	}
	if (act === 'codes') {
		const codes = await secondFactor.newRecoveryCodes(text('password'), headers);
		if (!Array.isArray(codes)) return { step: 'shown', problem: codes };
		await note('recovery_codes');
		return { step: 'shown', codes };
	}
	if (act === 'no-factor')
		return proved(await secondFactor.end(text('password'), headers), 'no_second_factor', 'ended');
	if (form.has('password')) {
		const factor = await secondFactor.begin(text('password'), headers);
		return typeof factor === 'object' ? { step: 'shown', factor } : { step: 'shown', problem: factor };
	}
	return { step: 'shown' };
}

/** Of whoever chose a password with a link. */
export async function noteNewPassword(
	{ stores, config, clock }: Runtime,
	id: string,
	language: Language,
): Promise<void> {
	const person = (await stores.people.list()).find((one) => one.id === id);
	if (person) await noteCredential(stores, person, 'password', language, config.mail !== null, clock());
}

function problemOf({ step }: Proof): NonNullable<Shown['problem']> {
	return step === 'too_many' || step === 'locked' ? step : 'refused';
}
