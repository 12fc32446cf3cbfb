import { judgeAgain } from '../commands/judge-again.ts';
import type { Actor } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Writing } from '../domain/publication.ts';
import type { Promisee } from '../domain/sla/verdict.ts';
import type { Text } from '../domain/text.ts';
import { SecondVerdict } from '../inputs/second-verdict.ts';
import { findPromises } from '../queries/shared/promise-book.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { inTwoTaps, type Step } from './act.ts';
import { said } from './said.ts';
import { valuesIn } from './values.ts';
import type { Visit } from './visit.ts';

/**
 * Publishes a second verdict, in two taps.
 *
 * @param judged resolves once what follows from it is judged
 */
export async function decidingStep(
	{ stores, site, now, language }: Reading & { stores: Stores },
	visit: Visit,
	judged: () => Promise<void>,
): Promise<Step<Text>> {
	const decide = async (form: URLSearchParams, writing: Writing) => {
		const wish = said(SecondVerdict, valuesIn(form, ['verdict', 'reason'], now, site.time_zone), language);
		const of = promiseeIn(form);
		await judgeAgain(stores, findPromises(stores, site), of, wish, writing, now);
		return { of, reason: wish.reason };
	};
	const look = async (by: Actor, form: URLSearchParams) => (await decide(form, { by, rehearsal: () => {} })).reason;
	const step = await inTwoTaps(stores, visit, '/admin/sla/differences', look, async (writing, form) => {
		const { of } = await decide(form, writing);
		return `${of.kind}/${of.id}`;
	});
	if (step.step === 'ended' && step.outcome.kind === 'done') await judged();
	return step;
}

/** Whose promise it is: `incident/k3j9x0c2m1aa`. @throws DomainError `invalid` */
function promiseeIn(form: URLSearchParams): Promisee {
	const [, kind, id = ''] = /^(incident|ticket)\/([\w-]{1,40})$/.exec(form.get('of') ?? '') ?? [];
	if (kind === undefined) throw new DomainError('invalid', 'Expected an incident or a ticket');
	return { kind: kind as Promisee['kind'], id };
}
