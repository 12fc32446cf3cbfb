import type { Instant, Interval } from '../instant.ts';
import { type PromisedWindow, windowOf } from '../sla/commitments.ts';
import type { Revision } from '../sla/revision.ts';
import { revisionAt } from '../sla/revision-in-force.ts';
import { type WindowVerdict, windowVerdict } from '../time/window.ts';
import { type Maintenance, plannedWindow } from './maintenance.ts';
import { workOf } from './maintenance-windows.ts';

/** How work keeps to the window that a revision promises to aim at. */
export interface WindowCheck {
	document: string;
	revision: number;
	window: PromisedWindow;
	/** As far as the work was done, of what was done: its real start, and its real end; else of the plan. */
	verdict: WindowVerdict;
	/** Of the plan; null where nobody said until when the work goes. */
	plan: WindowVerdict | null;
}

/**
 * The revision whose window a maintenance is held to: the one that was in force when it was announced, whatever is
 * published before the work starts (SLA §2.3). Null where nothing had been promised by then.
 *
 * @param ofDocument the revisions of one document
 */
export function bindingRevision(
	{ publishedAt }: { publishedAt: Instant },
	ofDocument: Iterable<Revision>,
): Revision | null {
	return revisionAt(ofDocument, publishedAt);
}

/** Null where nothing had been promised, or where nobody said until when work goes that has not begun. */
export function checkWindow(
	maintenance: Pick<Maintenance, 'planned' | 'publishedAt' | 'startedAt' | 'endedAt' | 'updates'>,
	ofDocument: Iterable<Revision>,
	now: Instant,
): WindowCheck | null {
	const binding = bindingRevision(maintenance, ofDocument);
	const window = binding && windowOf(binding.terms);
	if (binding === null || window === null) return null;
	const { planned } = maintenance;
	const plan = plannedWindow(planned).end === null ? null : windowVerdict([planned], window);
	const work = workAsKnown(maintenance, now);
	const verdict = work.length === 0 ? plan : windowVerdict(work, window);
	if (verdict === null) return null;
	return { document: binding.document, revision: binding.number, window, verdict, plan };
}

/**
 * When work was done, and until when it will be: it really began when it did, whatever was planned, and it ended when it
 * did. Work that goes on lasts until its planned end, or until now, once that has passed. What has just begun has lasted
 * a moment. Empty where none was done.
 */
function workAsKnown(
	maintenance: Pick<Maintenance, 'planned' | 'startedAt' | 'endedAt' | 'updates'>,
	now: Instant,
): Interval[] {
	const ends = Math.max(now, plannedWindow(maintenance.planned).end ?? now);
	return workOf(maintenance).map(({ start, end }) => ({ start, end: Math.max(start + 1, Math.min(end, ends)) }));
}
