import type { Instant } from '../domain/instant.ts';
import type { People } from '../people/people.ts';
import type { Proof } from '../people/proof.ts';
import { type Carried, carriedBy } from './carried.ts';
import type { Visit } from './visit.ts';

/** What the page of the sign-in shows. */
export interface SignInView {
	/** What is asked for; `back` where there is something to go on with; `in` where there is nothing to show. */
	step: 'password' | 'code' | 'back' | 'in';
	problem: 'refused' | 'passkeyRefused' | 'codeRefused' | 'codeOver' | 'locked' | 'factorLost' | 'tooMany' | null;
	/** Until when no code is taken, where it is known. */
	until: Instant | null;
	/** As it was typed. */
	email: string;
	carried: Carried;
}

/** @param home where somebody goes who came for nothing else */
export async function signInView(people: People, visit: Visit, request: Request, home: string): Promise<SignInView> {
	const { form } = visit;
	const carried = visit.carried ?? carriedBy(form, new URL(request.url), home);
	const view = { step: 'password', problem: null, until: null, email: form?.get('email') ?? '', carried } as const;
	if (form === null || visit.carried !== null) return view;
	const { headers } = request;
	if (form.has('code')) {
		return { ...view, ...after(visit, await people.confirm(form.get('code') ?? '', headers), 'code', carried) };
	}
	if (form.has('passkey')) {
		const proof = await people.passkeys.signIn(form.get('passkey') ?? '', headers);
		return { ...view, ...after(visit, proof, 'passkey', carried) };
	}
	const proof = await people.signIn(view.email, form.get('password') ?? '', headers);
	return { ...view, ...after(visit, proof, 'password', carried) };
}

const refusedAs = { password: 'refused', code: 'codeRefused', passkey: 'passkeyRefused' } as const;

/** The answer takes the cookies of a proof along. */
function after(
	{ cookies }: Visit,
	proof: Proof,
	asked: keyof typeof refusedAs,
	{ fields }: Carried,
): Pick<SignInView, 'step' | 'problem'> & Partial<Pick<SignInView, 'until'>> {
	const again = asked === 'code' ? 'code' : 'password';
	if (proof.step === 'too_many') return { step: again, problem: 'tooMany' };
	if (proof.step === 'factor_lost') return { step: again, problem: 'factorLost' };
	if (proof.step === 'locked') return { step: 'password', problem: 'locked', until: proof.until };
	// The password begins another one.
	if (proof.step === 'code_over') return { step: 'password', problem: 'codeOver' };
	if (proof.step === 'code_used') return { step: 'password', problem: 'codeRefused' };
	if (proof.step === 'refused') return { step: again, problem: refusedAs[asked] };
	cookies.push(...proof.cookies);
	if (proof.step === 'code') return { step: 'code', problem: null };
	return { step: fields.length > 0 ? 'back' : 'in', problem: null };
}
