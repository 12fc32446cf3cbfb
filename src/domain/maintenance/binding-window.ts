import type { Instant } from '../instant.ts';
import { type PromisedWindow, windowOf } from '../sla/commitments.ts';
import type { Revision } from '../sla/revision.ts';
import { revisionAt } from '../sla/revision-in-force.ts';
import { type WindowVerdict, windowVerdict } from '../time/window.ts';
import { type Maintenance, plannedWindow } from './maintenance.ts';

/** How a plan keeps to the window that a revision promises to aim at. */
export interface WindowCheck {
	document: string;
	revision: number;
	window: PromisedWindow;
	verdict: WindowVerdict;
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

/** Null where nothing had been promised, or where nobody said until when the work goes. */
export function checkWindow(
	maintenance: Pick<Maintenance, 'planned' | 'publishedAt'>,
	ofDocument: Iterable<Revision>,
): WindowCheck | null {
	const binding = bindingRevision(maintenance, ofDocument);
	if (binding === null || plannedWindow(maintenance.planned).end === null) return null;
	const { document, number, terms } = binding;
	const window = windowOf(terms);
	if (window === null) return null;
	return { document, revision: number, window, verdict: windowVerdict(maintenance.planned, window) };
}
