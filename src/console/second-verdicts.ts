import { type Judging, judgeAgain } from '../commands/judge-again.ts';
import type { Precondition } from '../commands/precondition.ts';
import type { Actor } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { ByChannel } from '../domain/notices/subscriber.ts';
import type { Writing } from '../domain/publication.ts';
import type { Promisee } from '../domain/sla/verdict.ts';
import type { Text } from '../domain/text.ts';
import { SecondVerdict } from '../inputs/second-verdict.ts';
import { countHearing } from '../queries/notices/count-hearing.ts';
import { hearingOfNext } from '../queries/notices/occasion.ts';
import { findPromises } from '../queries/shared/promise-book.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { inTwoTaps, type Step } from './act.ts';
import { said } from './said.ts';
import { asSeen } from './seen.ts';
import { valuesIn } from './values.ts';
import type { Visit } from './visit.ts';

/** What is shown before it is published: why, and how many hear of it. */
export interface SecondVerdictPreview {
	reason: Text;
	byChannel: ByChannel;
}

/**
 * Publishes a second verdict, in two taps: what the first one showed, and nothing that has come to follow since.
 *
 * @param judged resolves once what follows from it is judged
 */
export async function decidingStep(
	{ stores, site, now, language }: Reading & { stores: Stores },
	visit: Visit,
	judged: () => Promise<void>,
): Promise<Step<SecondVerdictPreview>> {
	const decide = async (form: URLSearchParams, writing: Writing, seen?: Precondition<Judging>) => {
		const wish = said(SecondVerdict, valuesIn(form, ['verdict', 'reason'], now, site.time_zone), language);
		const of = promiseeIn(form);
		await judgeAgain(stores, findPromises(stores, site), of, wish, writing, now, seen);
		return { of, reason: wish.reason };
	};
	const look = async (by: Actor, form: URLSearchParams) => {
		const { of, reason } = await decide(form, { by, rehearsal: () => {} });
		const next = { kind: 'promise.judged_again', subject: `${of.kind}/${of.id}`, at: now } as const;
		return { reason, byChannel: await countHearing(stores, await hearingOfNext(stores, next), now) };
	};
	const step = await inTwoTaps(stores, visit, '/admin/sla/differences', look, async (writing, form) => {
		const { of } = await decide(form, writing, asSeen(form));
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
