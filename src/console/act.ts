import { randomUUID } from 'node:crypto';
import { sha256 } from '../domain/canonical.ts';
import { DomainError, type ErrorCode, type Flaw } from '../domain/errors.ts';
import { actorOf } from '../domain/person.ts';
import type { Writing } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';
import { BEGAN_AS } from './seen.ts';
import type { Visit } from './visit.ts';

/** What came of a form. */
export type Outcome =
	/** What was made or changed, such as `incident/k3j9x0c2m1aa`: by this form, now or before. */
	| { kind: 'done'; subject: string }
	/** Another text was published with this form before: it is not published on top of it. */
	| { kind: 'done_otherwise'; subject: string }
	| { kind: 'refused'; code: ErrorCode; detail: string; flaws: Flaw[] };

/** Given to each form when it is drawn: with it, nothing is done twice. */
export function newKey(): string {
	return randomUUID();
}

/** How the ledger knows who writes. */
export function writingOf({ signedIn }: Visit): Writing {
	if (signedIn === null) throw new Error('Nobody has signed in');
	return { by: actorOf(signedIn.person) };
}

/**
 * Does what a form says, once: whoever sends it again, by a second tap or the back button, is led to what it did.
 *
 * @param act publishes one thing, and says of what
 */
export async function actOnce(
	stores: Pick<Stores, 'receipts'>,
	visit: Visit,
	path: string,
	act: (writing: Writing) => Promise<string>,
): Promise<Outcome> {
	const receipt = receiptFor(visit, path);
	if (!/^[\w-]{1,100}$/.test(receipt.key)) return refusalOf(new DomainError('invalid', 'Expected a form of this site'));
	const earlier = await before(stores, receipt);
	if (earlier) return renewed(visit, earlier);
	try {
		return { kind: 'done', subject: await act({ ...writingOf(visit), receipt }) };
	} catch (error) {
		const refused = refusalOf(error);
		// Two taps at once: the other one was first.
		return (refused.code === 'conflict' && (await before(stores, receipt))) || refused;
	}
}

/**
 * The same, of what makes something that is shown once, such as a secret.
 *
 * @param make publishes one thing, and says of what
 * @returns what was made; null where it was refused, or made by this form before
 */
export async function makeOnce<T>(
	stores: Pick<Stores, 'receipts'>,
	visit: Visit,
	path: string,
	make: (writing: Writing) => Promise<{ subject: string; made: T }>,
): Promise<{ outcome: Outcome; made: T | null }> {
	let made: T | null = null;
	const outcome = await actOnce(stores, visit, path, async (writing) => {
		const done = await make(writing);
		made = done.made;
		return done.subject;
	});
	return { outcome, made };
}

/** Where a form stands: it is written, it is looked at before it is published, or something came of it. */
export type Step<Looked> = { step: 'write' } | { step: 'check'; looked: Looked } | { step: 'ended'; outcome: Outcome };

/**
 * The first tap shows what customers will see, the second publishes it: the same form, sent on.
 *
 * @param path of the screen, without its language
 * @param look what would come of it. @throws DomainError as if it were published
 * @param publish says of what
 */
export async function inTwoTaps<Looked>(
	stores: Pick<Stores, 'receipts'>,
	visit: Visit,
	path: string,
	look: (by: Writing['by'], form: URLSearchParams) => Promise<Looked>,
	publish: (writing: Writing, form: URLSearchParams) => Promise<string>,
): Promise<Step<Looked>> {
	const { form } = visit;
	if (form === null || form.has('again') || form.get('step') === 'write') return { step: 'write' };
	if (form.get('step') === 'publish') {
		return { step: 'ended', outcome: await actOnce(stores, visit, path, (writing) => publish(writing, form)) };
	}
	const outcome = await doneBefore(stores, visit, path);
	if (outcome) return { step: 'ended', outcome: renewed(visit, outcome) };
	try {
		return { step: 'check', looked: await look(writingOf(visit).by, form) };
	} catch (error) {
		return { step: 'ended', outcome: refusalOf(error) };
	}
}

/** The same form, as if it had been sent by another of its buttons; since when it is looked at is said anew. */
export function withStep(form: URLSearchParams, step: 'check' | 'write'): URLSearchParams {
	const others = [...form].filter(([name]) => name !== 'step' && name !== 'looked');
	return new URLSearchParams([...others, ['step', step]]);
}

/** What this form did before; null where it was not sent yet. */
export function doneBefore(stores: Pick<Stores, 'receipts'>, visit: Visit, path: string): Promise<Outcome | null> {
	return before(stores, receiptFor(visit, path));
}

/** A form under whose key another text went out is drawn again with one of its own: whoever has read that can send it. */
function renewed({ form }: Visit, outcome: Outcome): Outcome {
	if (outcome.kind === 'done_otherwise') form?.delete('key');
	return outcome;
}

type Receipt = NonNullable<Writing['receipt']>;

function receiptFor({ form, signedIn }: Visit, path: string): Receipt {
	const fields = form ?? new URLSearchParams();
	return { tokenId: signedIn?.person.id ?? '', key: fields.get('key') ?? '', requestSha256: digestOf(path, fields) };
}

async function before(
	{ receipts }: Pick<Stores, 'receipts'>,
	{ tokenId, key, requestSha256 }: Receipt,
): Promise<Outcome | null> {
	const receipt = await receipts.find(tokenId, key);
	if (!receipt) return null;
	return { kind: receipt.requestSha256 === requestSha256 ? 'done' : 'done_otherwise', subject: receipt.subject };
}

/** @throws what is no refusal */
export function refusalOf(error: unknown): Extract<Outcome, { kind: 'refused' }> {
	if (!(error instanceof DomainError)) throw error;
	const { code, message, flaws } = error;
	return { kind: 'refused', code, detail: message, flaws };
}

/** Of what somebody chose and wrote; by which of its buttons they sent it makes no difference. */
function digestOf(path: string, form: URLSearchParams): string {
	const isSaid = (name: string) =>
		!name.startsWith(BEGAN_AS) && !['key', 'step', 'again', 'seen', 'drawn', 'looked', 'told', 'fate'].includes(name);
	const said = [...form].filter(([name]) => isSaid(name));
	return sha256(JSON.stringify([path, said]));
}
