import { judgeAgain } from '../commands/judge-again.ts';
import { DomainError } from '../domain/errors.ts';
import type { Promisee } from '../domain/sla/verdict.ts';
import { SecondVerdict } from '../inputs/second-verdict.ts';
import { findPromises } from '../queries/shared/promise-book.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, type Outcome } from './act.ts';
import type { Visit } from './door.ts';
import { said } from './said.ts';
import { valuesIn } from './values.ts';

const PATH = '/admin/sla/differences';

/**
 * What came of deciding a difference; null where nobody decides one yet.
 *
 * @param judged resolves once what follows from it is judged
 */
export async function secondVerdictOutcome(
	reading: Reading & { stores: Stores },
	visit: Visit,
	judged: () => Promise<void>,
): Promise<Outcome | null> {
	const { stores, site, now, language } = reading;
	const { form } = visit;
	if (form === null || form.has('again')) return null;
	const outcome = await actOnce(stores, visit, PATH, async (writing) => {
		const wish = said(SecondVerdict, valuesIn(form, ['verdict', 'reason'], now, site.time_zone), language);
		const of = promiseeIn(form);
		await judgeAgain(stores, findPromises(stores, site), of, wish, writing, now);
		return `${of.kind}/${of.id}`;
	});
	if (outcome.kind === 'done') await judged();
	return outcome;
}

/** Whose promise it is: `incident/k3j9x0c2m1aa`. @throws DomainError `invalid` */
function promiseeIn(form: URLSearchParams): Promisee {
	const [, kind, id = ''] = /^(incident|ticket)\/([\w-]{1,40})$/.exec(form.get('of') ?? '') ?? [];
	if (kind === undefined) throw new DomainError('invalid', 'Expected an incident or a ticket');
	return { kind: kind as Promisee['kind'], id };
}
