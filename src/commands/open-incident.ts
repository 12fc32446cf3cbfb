import { allow } from '../domain/actor.ts';
import { impactOf } from '../domain/incidents/impact.ts';
import {
	acceptedBy,
	type Incident,
	type IncidentDraft,
	openIncident as opened,
	tellingOf,
} from '../domain/incidents/incident.ts';
import type { Template } from '../domain/incidents/template.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { NewIncident } from '../inputs/incident.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownCause, refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';
import { wordingIn } from './wording.ts';

/**
 * @param templates from which it may take its wording
 * @param seen is shown the open incidents that tell of the same components already
 * @throws DomainError `invalid`, and what `seen` throws
 */
export async function openIncident(
	stores: Stores,
	input: NewIncident,
	writing: Writing,
	now: Instant,
	templates: readonly Template[] = [],
	seen: Precondition<readonly Incident[]> = () => {},
): Promise<Incident> {
	const decide = await incidentToBe(stores, input, writing, now, templates);
	const decideUpon = (number: number, open: Incident[]) => {
		const opened = decide(number);
		seen(tellingOf(open, new Set(opened.changes.map(({ component }) => component))));
		return opened;
	};
	return stores.incidents.create(decideUpon, { ...writing, notify: input.notify }, now);
}

/** The same incident before it is opened: what it will be, given its number. Nothing is written. @throws DomainError `invalid` */
export async function incidentToBe(
	stores: Pick<Stores, 'components'>,
	input: NewIncident,
	writing: Writing,
	now: Instant,
	templates: readonly Template[] = [],
): Promise<(number: number) => Incident> {
	allow(writing.by, 'status');
	const draft = { ...draftOf(input, now), ...wordingIn(templates, 'incident', input) };
	const catalogue = await stores.components.catalogue();
	const slugs = Object.keys(draft.components).map((slug) => ({ slug, pointer: `/components/${slug}` }));
	refuseUnknownComponents(slugs, catalogue);
	refuseUnknownCause(draft.cause, catalogue);
	const ids = { id: newId(), updateId: newId() };
	return (number) => opened({ ...draft, ...ids, number }, now);
}

function draftOf(input: NewIncident, now: Instant): Omit<IncidentDraft, 'title' | 'body'> {
	const { status, criticality, components, cause, detectedAt, resolvedAt, nextUpdateAt = null } = input;
	const acceptedAt = input.acceptedAt ?? acceptedBy(resolvedAt, now);
	return {
		...{ status, criticality, components, cause, detectedAt, acceptedAt, resolvedAt, nextUpdateAt },
		impact: input.impact ?? impactOf(Object.values(components)),
		startedAt: input.startedAt ?? Math.min(acceptedAt, detectedAt ?? now, now),
	};
}
