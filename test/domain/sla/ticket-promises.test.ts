import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import type { RecordedTicket } from '../../../src/domain/sla/ticket.ts';
import { alteredByReport } from '../../../src/domain/sla/ticket-promises.ts';
import { at, office, revision } from '../builders.ts';

const receivedAt = at('2026-03-02 10:00');
const grounds = { revisions: [revision()], office: office() };
const open: RecordedTicket = {
	...{ reference: 'T-1', document: 'blip-go', plan: 'pro', criticality: 'urgent', receivedAt },
	...{ firstResponseAt: receivedAt, acceptedAt: receivedAt, solvedAt: null, cause: null, justification: null },
	...{ number: 1, recordedAt: receivedAt, changedAt: receivedAt + HOUR },
};
/** An urgent one has a business day. */
const deadline = receivedAt + DAY;
const solved = { ...open, solvedAt: deadline - HOUR };

test('an end in time that a help desk hands over in the evening corrects nothing', () => {
	expect(alteredByReport(open, solved, grounds, deadline + 8 * HOUR)).toEqual([]);
});

test('an end in time that is told days after the deadline alters a miss, and so does one that was reported as open since', () => {
	const missed = [{ term: 'solution', outcome: 'missed', of: 'urgent', finishedAt: null, deadline }];
	expect(alteredByReport(open, solved, grounds, deadline + 2 * DAY)).toMatchObject(missed);
	const still = { ...open, changedAt: deadline + HOUR };
	expect(alteredByReport(still, solved, grounds, deadline + 2 * HOUR)).toMatchObject(missed);
});
