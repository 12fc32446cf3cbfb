import { judgeAgain } from '../commands/judge-again.ts';
import { DomainError } from '../domain/errors.ts';
import type { Writing } from '../domain/publication.ts';
import type { Promisee } from '../domain/sla/verdict.ts';
import type { Text } from '../domain/text.ts';
import { SecondVerdict } from '../inputs/second-verdict.ts';
import { findPromises } from '../queries/shared/promise-book.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, doneBefore, type Outcome, refusalOf, writingOf } from './act.ts';
import type { Visit } from './door.ts';
import { said } from './said.ts';
import { valuesIn } from './values.ts';

const PATH = '/admin/sla/differences';

/** Where the form of a difference stands: it is written, looked at as it will be read, or something came of it. */
export type Deciding = { step: 'write' } | { step: 'check'; reason: Text } | { step: 'ended'; outcome: Outcome };

/**
 * The first tap shows what will be read, the second publishes it.
 *
 * @param judged resolves once what follows from it is judged
 */
export async function decidingStep(
	{ stores, site, now, language }: Reading & { stores: Stores },
	visit: Visit,
	judged: () => Promise<void>,
): Promise<Deciding> {
	const { form } = visit;
	if (form === null || form.has('again') || form.get('step') === 'write') return { step: 'write' };
	const decide = async (writing: Writing) => {
		const wish = said(SecondVerdict, valuesIn(form, ['verdict', 'reason'], now, site.time_zone), language);
		const of = promiseeIn(form);
		await judgeAgain(stores, findPromises(stores, site), of, wish, writing, now);
		return { of, reason: wish.reason };
	};
	if (form.get('step') === 'publish') {
		const outcome = await actOnce(stores, visit, PATH, async (writing) => {
			const { of } = await decide(writing);
			return `${of.kind}/${of.id}`;
		});
		if (outcome.kind === 'done') await judged();
		return { step: 'ended', outcome };
	}
	const before = await doneBefore(stores, visit, PATH);
	if (before) return { step: 'ended', outcome: before };
	try {
		const { reason } = await decide({ ...writingOf(visit), rehearsal: () => {} });
		return { step: 'check', reason };
	} catch (error) {
		return { step: 'ended', outcome: refusalOf(error) };
	}
}

/** Whose promise it is: `incident/k3j9x0c2m1aa`. @throws DomainError `invalid` */
function promiseeIn(form: URLSearchParams): Promisee {
	const [, kind, id = ''] = /^(incident|ticket)\/([\w-]{1,40})$/.exec(form.get('of') ?? '') ?? [];
	if (kind === undefined) throw new DomainError('invalid', 'Expected an incident or a ticket');
	return { kind: kind as Promisee['kind'], id };
}
