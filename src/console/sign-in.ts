import type { People, Proof } from '../people/people.ts';
import type { Carried, Visit } from './door.ts';

/** What the page of the sign-in shows. */
export interface SignInView {
	/** What is asked for; `back` where there is something to go on with; `in` where there is nothing to show. */
	step: 'password' | 'code' | 'back' | 'in';
	problem: 'refused' | 'codeRefused' | 'factorLost' | 'tooMany' | null;
	/** As it was typed. */
	email: string;
	carried: Carried;
}

/** @param home where somebody goes who came for nothing else */
export async function signInView(people: People, visit: Visit, request: Request, home: string): Promise<SignInView> {
	const { form } = visit;
	const carried = visit.carried ?? carriedBy(form, new URL(request.url), home);
	const view = { step: 'password', problem: null, email: form?.get('email') ?? '', carried } as const;
	if (form === null || visit.carried !== null) return view;
	if (form.has('code')) {
		return { ...view, ...after(visit, await people.confirm(form.get('code') ?? '', request.headers), 'code', carried) };
	}
	const proof = await people.signIn(view.email, form.get('password') ?? '', request.headers);
	return { ...view, ...after(visit, proof, 'password', carried) };
}

/** The answer takes the cookies of a proof along. */
function after(
	{ cookies }: Visit,
	proof: Proof,
	asked: 'password' | 'code',
	{ fields }: Carried,
): Pick<SignInView, 'step' | 'problem'> {
	if (proof.step === 'too_many') return { step: asked, problem: 'tooMany' };
	if (proof.step === 'factor_lost') return { step: asked, problem: 'factorLost' };
	if (proof.step === 'refused') return { step: asked, problem: asked === 'code' ? 'codeRefused' : 'refused' };
	cookies.push(...proof.cookies);
	if (proof.step === 'code') return { step: 'code', problem: null };
	return { step: fields.length > 0 ? 'back' : 'in', problem: null };
}

/** What the page itself carries on, from one step to the next. */
function carriedBy(form: URLSearchParams | null, { searchParams }: URL, home: string): Carried {
	const to = form?.get('to') ?? searchParams.get('to') ?? home;
	return { to: isOurs(to) ? to : home, fields: fieldsIn(form?.get('carried')) };
}

/** An address of the console: nobody is sent elsewhere by a link that somebody gave them. */
function isOurs(address: string): boolean {
	return /^(\/[a-z-]{2,5})?\/admin(?![^/?#])[!-[\]-~]*$/.test(address) && !address.includes('//');
}

function fieldsIn(json: string | null | undefined): [string, string][] {
	try {
		const fields: unknown = JSON.parse(json ?? '[]');
		const isField = (one: unknown) =>
			Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string');
		return Array.isArray(fields) && fields.every(isField) ? fields : [];
	} catch {
		return [];
	}
}
