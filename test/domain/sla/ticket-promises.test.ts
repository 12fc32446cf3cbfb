import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { knownUntil, type RecordedTicket } from '../../../src/domain/sla/ticket.ts';
import { promisesTo } from '../../../src/domain/sla/ticket-promises.ts';
import { hasEnded, judgementOf } from '../../../src/domain/sla/verdict.ts';
import { at, revision } from '../builders.ts';

const receivedAt = at('2026-03-02 10:00');
const open: RecordedTicket = {
	...{ reference: 'T-1', document: 'blip-go', plan: 'pro', criticality: 'urgent', receivedAt },
	...{ firstResponseAt: receivedAt, acceptedAt: receivedAt, solvedAt: null, cause: null, justification: null },
	...{ number: 1, publicId: 'p', earlierOutcomes: [], recordedAt: receivedAt, changedAt: receivedAt + HOUR },
};
/** An urgent one has a business day. */
const deadline = receivedAt + DAY;
const stands = { retraction: null, reopening: null };

function outcomesAt(now: number, ticket = open): string[] {
	const known = knownUntil(ticket, now);
	const { verdicts } = judgementOf(promisesTo(ticket, [revision()], known, []), [], stands, known);
	return verdicts.map(({ outcome, promise }) => `${promise.term} ${outcome}`);
}

test('what a help desk hands over in the evening was not missed at noon', () => {
	expect(outcomesAt(deadline + 8 * HOUR)).toEqual(['first_response met']);
});

test('a ticket that is silent a day after its deadline has missed it, and so has one that is told to be open since', () => {
	const missed = ['first_response met', 'solution missed'];
	expect(outcomesAt(deadline + DAY)).toEqual(missed);
	expect(outcomesAt(deadline + 2 * HOUR, { ...open, changedAt: deadline + HOUR })).toEqual(missed);
});

test('a ticket of which nobody has told since its deadline has not ended, whatever the time is', () => {
	const known = knownUntil({ ...open, changedAt: deadline - HOUR }, deadline + HOUR);
	const solution = promisesTo(open, [revision()], known, []).find(({ term }) => term === 'solution');
	expect([solution?.outcome, solution && hasEnded(solution, deadline + HOUR)]).toEqual(['running', false]);
});
