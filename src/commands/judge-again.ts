import { allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { invalid } from '../domain/refusal.ts';
import {
	type Difference,
	differenceOf,
	type FindPromises,
	hasEnded,
	keyOf,
	outcomeRecorded,
	type Promised,
	type Promisee,
	positionAfter,
	type Verdict,
} from '../domain/sla/verdict.ts';
import type { SecondVerdict } from '../inputs/second-verdict.ts';
import type { Stores } from '../stores/stores.ts';
import { knownIncident } from './known-incident.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/** What is about to be judged again, and what follows in its place. */
export interface Judging {
	/** The id of the verdict that stands. */
	verdict: string;
	follows: Difference | null;
}

/**
 * Makes a second verdict of what follows from the facts of today, where something else was recorded. The first stays in sight,
 * withdrawn with the reason.
 *
 * @param precondition what follows is what its author has seen: it is published for good
 * @throws DomainError `not_found`; `conflict` where nothing differs; `invalid` at `/verdict`; `precondition_failed`
 */
export async function judgeAgain(
	stores: Stores,
	find: FindPromises,
	of: Promisee,
	{ verdict: named, reason }: SecondVerdict,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Judging> = () => {},
): Promise<void> {
	allow(writing.by, 'sla');
	const recorded = (await stores.verdicts.of(of.kind, [of.id])).get(of.id) ?? [];
	const promises = new Map((await promisesTo(stores, find, of, now)).map((promise) => [keyOf(promise), promise]));
	const differing = recorded.filter(
		(one) => one.withdrawal === null && differenceOf(one, promises.get(one.key)) !== null,
	);
	const before = named === undefined ? only(differing) : differing.find(({ id }) => id === named);
	if (before === undefined) {
		throw new DomainError(
			'conflict',
			'What was recorded follows from the facts of today: there is nothing to judge again',
		);
	}
	const promise = promises.get(before.key);
	precondition({ verdict: before.id, follows: differenceOf(before, promise) });
	const next =
		promise === undefined || !hasEnded(promise, now)
			? null
			: {
					...{ id: newId(), of, key: before.key, position: positionAfter(recorded, before.key) },
					...{ outcome: outcomeRecorded(promise), promise, reason, atUpgrade: false, withdrawal: null },
				};
	await stores.verdicts.judgeAgain(before, next, reason, writing, now);
}

async function promisesTo(stores: Stores, find: FindPromises, of: Promisee, now: Instant): Promise<Promised[]> {
	if (of.kind === 'incident') {
		const incident = await knownIncident(stores, of.id);
		return (await find.toIncidents([incident], now))(incident);
	}
	const [ticket] = await stores.tickets.withPublicIds([of.id]);
	if (!ticket) throw new DomainError('not_found', `There is no ticket ${of.id}`);
	return (await find.toTickets([ticket], now))(ticket);
}

function only(differing: Verdict[]): Verdict | undefined {
	if (differing.length < 2) return differing[0];
	throw invalid(
		'/verdict',
		`Expected one of ${differing.map(({ id }) => id).join(', ')}: several differ from the facts`,
	);
}
