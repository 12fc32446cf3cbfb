import { type EventKind, NO_FIGURE, type PublicEvent } from '../../domain/event.ts';
import type { Writing } from '../../domain/publication.ts';

/** What people do to who may do what, for the ledger; null for what the program does itself, who is nobody. */
export function administered(kind: EventKind, subject: string, data: object, { by }: Writing): PublicEvent | null {
	return by.kind === 'machine' ? null : { kind, subject, reach: NO_FIGURE, data };
}
