import type { Runtime } from '../runtime.ts';
import { doneBefore } from './act.ts';
import { type Carried, carriedBy, carriedFrom } from './carried.ts';
import { screenOf } from './posting.ts';
import type { Entered, Failure, Fate, Visit } from './visit.ts';

/**
 * Leads to the screen that says so, and has what was sent: no field of it where a password would be missing.
 *
 * @param isTried has anything of the form been tried?
 */
export async function failed(
	runtime: Runtime,
	request: Request,
	visit: Visit,
	status: Failure['status'],
	isTried: boolean,
): Promise<Entered> {
	const failure = { status, ...(await fateOf(runtime, visit, request, isTried)) };
	return { page: '/admin/failed', visit: { ...visit, carried: carriedOn(request, visit.form), failure } };
}

/** What was done stands in a receipt, which is written with it: where that can be read, nobody has to guess. */
async function fateOf({ stores }: Runtime, visit: Visit, { url }: Request, isTried: boolean): Promise<Fate> {
	const { form } = visit;
	if (form === null) return { fate: null, screen: '' };
	// What is looked at first is not done yet, nor what waits for somebody to sign in.
	if (!isTried || form.get('step') === 'check' || form.has('carried')) return { fate: 'nothing', screen: '' };
	try {
		if (!form.has('key') || isOfDraft(new URL(url).pathname, form)) return { fate: 'unsure', screen: '' };
		const done = await doneBefore(stores, visit, '');
		return done && 'subject' in done
			? { fate: 'done', screen: screenOf(done.subject) }
			: { fate: 'nothing', screen: '' };
	} catch {
		return { fate: 'unsure', screen: '' };
	}
}

/** What is saved of a draft, and said of it, leaves no receipt. */
function isOfDraft(path: string, form: URLSearchParams): boolean {
	return /\/admin\/sla\/[^/]+\/(new|drafts\/\d+)$/.test(path) && form.get('step') !== 'publish';
}

const secrets = /password|^(code|passkey|link)$/;

/** What waited for somebody to sign in goes on waiting; a password is typed again. */
function carriedOn(request: Request, form: URLSearchParams | null): Carried {
	if (form?.has('carried')) return carriedBy(form, new URL(request.url), '/admin');
	const carried = carriedFrom(request, form);
	return carried.fields.some(([name]) => secrets.test(name)) ? { ...carried, fields: [] } : carried;
}
