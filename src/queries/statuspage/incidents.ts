import type { ComponentStatus } from '../../domain/component.ts';
import type { Incident, IncidentStatus, IncidentUpdate } from '../../domain/incidents/incident.ts';
import { touched } from '../../domain/incidents/incident.ts';
import type { AnsweredIncident, AnsweredUpdate } from '../../statuspage/answer.ts';
import { lastTold, type Said, updateAnswer } from './said-in.ts';

export function incidentAnswer(said: Said, incident: Incident): AnsweredIncident {
	const { id, title, status, impact, startedAt, publishedAt, resolvedAt, updates } = incident;
	const affected = affectedBy(said, incident);
	return {
		...{ id, name: said.words(title), status },
		created_at: said.iso(publishedAt),
		updated_at: said.iso(lastTold(updates, publishedAt)),
		monitoring_at: said.isoOrNull(updates.findLast((update) => update.status === 'monitoring')?.happenedAt ?? null),
		resolved_at: said.isoOrNull(resolvedAt),
		impact,
		shortlink: said.url(`/incidents/${id}`),
		started_at: said.iso(startedAt),
		page_id: said.page.id,
		incident_updates: updates.toReversed().map((update) => updateAnswer(said, id, update, affected(update))),
		components: [...touched(incident).keys()].flatMap((slug) => said.components.get(slug) ?? []),
		reminder_intervals: null,
	};
}

/** What each update did to components, which had been operational until this incident said something else. */
function affectedBy(said: Said, { changes }: Incident) {
	const before = new Map<string, ComponentStatus>();
	const ofUpdate = new Map<string | null, NonNullable<AnsweredUpdate<IncidentStatus>['affected_components']>>();
	for (const { component, status, updateId } of changes) {
		const all = ofUpdate.get(updateId) ?? [];
		ofUpdate.set(updateId, all);
		all.push({
			code: said.components.get(component)?.id ?? component,
			name: said.fullName(component),
			old_status: before.get(component) ?? 'operational',
			new_status: status,
		});
		before.set(component, status);
	}
	return ({ id }: IncidentUpdate) => ofUpdate.get(id) ?? null;
}
