import { type Maintenance, plannedWindow } from '../../domain/maintenance/maintenance.ts';
import type { AnsweredMaintenance } from '../../statuspage/answer.ts';
import { lastTold, type Said, updateAnswer } from './said-in.ts';

export function maintenanceAnswer(said: Said, maintenance: Maintenance): AnsweredMaintenance {
	const { id, title, status, planned, startedAt, endedAt, publishedAt, updates, components } = maintenance;
	return {
		...{ id, name: said.words(title), status },
		created_at: said.iso(publishedAt),
		updated_at: said.iso(lastTold(updates, publishedAt)),
		monitoring_at: said.isoOrNull(updates.findLast((update) => update.status === 'verifying')?.happenedAt ?? null),
		resolved_at: said.isoOrNull(endedAt),
		impact: 'maintenance',
		shortlink: said.url(`/maintenance/${id}`),
		started_at: said.iso(startedAt ?? planned.start),
		page_id: said.page.id,
		incident_updates: updates.toReversed().map((update) => updateAnswer(said, id, update, null)),
		components: components.flatMap((slug) => said.components.get(slug) ?? []),
		reminder_intervals: null,
		scheduled_for: said.iso(planned.start),
		scheduled_until: said.isoOrNull(plannedWindow(planned).end),
	};
}
