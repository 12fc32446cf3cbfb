import { allow } from '../domain/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { announceDelay as announce, type Incident } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { invalid } from '../domain/refusal.ts';
import { isRunning } from '../domain/sla/promise.ts';
import type { FindJudged } from '../domain/sla/verdict.ts';
import type { NewDelay } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { knownIncident } from './known-incident.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';
import { toldTo } from './told-to.ts';

/**
 * Says, before a deadline passes, that it will not be kept, why, and what is expected now.
 *
 * @param find what has passed, or was never due, cannot be announced to be late
 * @throws DomainError `not_found`, `invalid`, `conflict`, `precondition_failed`
 */
export async function announceDelay(
	stores: Stores,
	id: string,
	input: NewDelay,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Incident>,
	find: FindJudged,
): Promise<Incident> {
	allow(writing.by, 'status');
	const [said, told] = toldTo(input, writing);
	const delay = { ...said, updateId: newId() };
	const { promisesTo } = await find(await knownIncident(stores, id), now);
	const decide = (incident: Incident) => {
		precondition(incident);
		const deadlines = promisesTo(incident)
			.filter(isRunning)
			.map(({ deadline }) => deadline);
		if (deadlines.length === 0) throw new DomainError('conflict', 'No deadline of this incident is still to come');
		const announced = announce(incident, delay, now);
		refuseInTime(delay.estimate, Math.min(...deadlines));
		return announced;
	};
	return stores.incidents.change(id, decide, told, now, 'incident.delayed');
}

/** What is expected in time is no delay. @param deadline the next one, in ms UTC */
function refuseInTime(estimate: Instant, deadline: Instant): void {
	if (estimate > deadline) return;
	const at = new Date(deadline).toISOString();
	throw invalid('/estimate', `Expected an instant after the deadline, ${at}, which is said not to be kept`);
}
