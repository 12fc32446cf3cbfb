import { isDatabaseError } from '../domain/errors.ts';
import { actorOf, roleWith } from '../domain/person.ts';
import type { Language } from '../domain/text.ts';
import type { Scope } from '../domain/token.ts';
import type { SignedIn } from '../people/people.ts';
import type { Runtime } from '../runtime.ts';
import { needsProof, ruleOf } from './access.ts';
import { carriedFrom } from './carried.ts';
import { failed } from './failure.ts';
import { isFromHere, postedForm } from './posted.ts';
import type { Entered, Refusal, Visit } from './visit.ts';

const nothing = { signedIn: null, form: null, carried: null, refusal: null, failure: null };

/**
 * Lets somebody in, or shows them what is missing.
 *
 * @param path without its language @param language in which it was asked for
 */
export async function enter(
	runtime: Runtime,
	request: Request,
	path: string,
	language: Language | undefined,
): Promise<Entered> {
	const { people, config, clock, log } = runtime;
	const rule = ruleOf(path);
	if (rule === null) return { page: '/404', visit: { ...nothing, cookies: [] } };
	const isPost = request.method === 'POST';
	if (!isPost && !['GET', 'HEAD'].includes(request.method)) return refused({ kind: 'method' });
	if (isPost && !isFromHere(request, config.siteUrl)) return refused({ kind: 'origin', siteUrl: config.siteUrl });
	const form = isPost ? await postedForm(request, await people.hasBeenIn(request.headers)) : null;
	if (isPost && form === null) return refused({ kind: 'form' });
	let signedIn: SignedIn | null;
	try {
		signedIn = await people.signedIn(request.headers);
	} catch (error) {
		log.error({ requestId: request.headers.get('x-request-id'), err: error }, 'console cannot be entered');
		const status = isDatabaseError(error) ? 503 : 500;
		return failed(runtime, request, { ...nothing, form, cookies: [] }, status, false);
	}
	// A database that takes nothing keeps nobody from reading.
	if (signedIn && language)
		await people
			.speaks(signedIn.person, language)
			.catch((error: unknown) => log.debug({ err: error }, 'a language could not be noted'));
	const visit: Visit = { ...nothing, signedIn, form, cookies: signedIn?.cookies ?? [] };
	if (rule === 'anybody') return { page: path, visit };
	if (signedIn === null) return toSignIn(request, form);
	if (rule !== 'people' && !mayDo(signedIn, rule)) {
		const { role } = signedIn.person;
		return { page: '/admin/refused', visit: { ...visit, refusal: { kind: 'role', role, needed: roleWith(rule) } } };
	}
	if (form !== null && needsProof(path, form, signedIn.session.provedAt, clock())) {
		return { page: '/admin/sign-in', visit: { ...visit, carried: carriedFrom(request, form) } };
	}
	return { page: path, visit };
}

export function mayDo({ person }: SignedIn, scope: Scope): boolean {
	return actorOf(person).scopes.includes(scope);
}

/** @param path of a screen, without its language */
export function mayOpen(signedIn: SignedIn, path: string): boolean {
	const rule = ruleOf(path);
	return rule === 'people' || rule === 'anybody' || (rule !== null && mayDo(signedIn, rule));
}

function toSignIn(request: Request, form: URLSearchParams | null): Entered {
	return { page: '/admin/sign-in', visit: { ...nothing, carried: carriedFrom(request, form), cookies: [] } };
}

function refused(refusal: Refusal): Entered {
	return { page: '/admin/refused', visit: { ...nothing, refusal, cookies: [] } };
}
