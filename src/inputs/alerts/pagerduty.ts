import { z } from 'zod';
import type { AlertMessage } from '../../domain/watch/alert.ts';
import { ignoring, TheirInstant, told } from './common.ts';

const Named = z.object({ summary: z.string() });
const Incident = z.object({
	id: z.string().min(1),
	type: z.literal('incident'),
	title: z.string(),
	status: z.enum(['triggered', 'acknowledged', 'resolved']),
	created_at: TheirInstant.nullish(),
	service: z.object({ id: z.string(), summary: z.string() }),
	urgency: z.string().nullish(),
	priority: Named.nullish(),
	escalation_policy: Named.nullish(),
});

/** What is no incident is of no matter, whatever it looks like. */
const Data = z
	.looseObject({ type: z.string() })
	.meta({ description: 'Of an incident: `id`, `title`, `status`, `service`, and what else is known of it.' })
	.transform((data, context) => {
		if (data.type !== 'incident') return data;
		const { data: incident, error } = Incident.safeParse(data);
		for (const issue of error?.issues ?? []) context.addIssue(issue as z.core.$ZodRawIssue);
		return incident ?? z.NEVER;
	});

/** A webhook subscription of PagerDuty, v3: one event about one incident of theirs, or about something else. */
export const PagerDutyMessage = z
	.object({
		event: z.object({
			event_type: z.string(),
			occurred_at: TheirInstant.nullish(),
			data: Data,
		}),
	})
	.transform(({ event }) => messageOf(event))
	.meta({ id: 'PagerDutyMessage' });

interface Event {
	event_type: string;
	occurred_at?: number | null | undefined;
	data: z.output<typeof Incident> | { type: string };
}

function messageOf({ event_type, occurred_at, data }: Event): AlertMessage {
	if (!isIncident(data)) return ignoring(event_type, 'This event says nothing of how an incident stands');
	const { id, title, status, created_at, service, urgency, priority, escalation_policy } = data;
	const labels = {
		service: service.summary,
		service_id: service.id,
		...(urgency != null && { urgency }),
		...(priority != null && { priority: priority.summary }),
		...(escalation_policy != null && { escalation_policy: escalation_policy.summary }),
	};
	const firing = status !== 'resolved';
	const times = { startedAt: created_at ?? null, at: occurred_at ?? null };
	return { told: [told({ pointer: '/event/data', id, firing, title, detail: '', labels, ...times })], ignored: [] };
}

function isIncident(data: Event['data']): data is z.output<typeof Incident> {
	return data.type === 'incident';
}
