import type { PublicEvent } from '../../domain/event.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Maintenance } from '../../domain/maintenance/maintenance.ts';
import type { Audience } from '../../domain/notices/notice.ts';
import type { JudgedBook } from '../../domain/sla/verdict.ts';
import type { Known } from '../shared/promise-book.ts';

/** What is promised to an incident as it is to be published. */
export interface PromisedTo {
	incident: Incident;
	/** When it is looked at: once it is public, since what begins then counts from then on. */
	at: Instant;
	/** As it stands, and as it would be. */
	stands: Known;
	follows: Known;
	book: JudgedBook;
}

/** What somebody wants to publish, and what it would come to. */
export interface ToPreview {
	post: { kind: string; about: string; said: unknown };
	event: PublicEvent;
	audience: Audience;
	incident: Incident | null;
	maintenance: Maintenance | null;
	publishAt: Instant | null;
	/** The id of the post that waits for it, where it is one. */
	waiting?: string;
}
