import type { ComponentStatus } from '../domain/component.ts';
import type { Impact, IncidentStatus } from '../domain/incidents/incident.ts';
import type { MaintenanceStatus } from '../domain/maintenance/maintenance.ts';

/**
 * What Statuspage's public API answers, field by field, in the order in which it has them. Instants are ISO 8601 with three
 * decimals, in the page's time zone.
 */
export interface AnsweredPage {
	id: string;
	name: string;
	url: string;
	time_zone: string;
	updated_at: string;
}

export interface AnsweredComponent {
	id: string;
	name: string;
	status: ComponentStatus;
	created_at: string;
	updated_at: string;
	position: number;
	description: string | null;
	showcase: boolean;
	start_date: string | null;
	group_id: string | null;
	page_id: string;
	/** A heading, which has the ids of its members. */
	group: boolean;
	only_show_if_degraded: boolean;
	components?: string[];
}

export interface AnsweredUpdate<Status> {
	id: string;
	status: Status;
	body: string;
	incident_id: string;
	created_at: string;
	updated_at: string;
	display_at: string;
	affected_components:
		| { code: string; name: string; old_status: ComponentStatus; new_status: ComponentStatus }[]
		| null;
	deliver_notifications: boolean;
	custom_tweet: null;
	tweet_id: null;
}

interface AnsweredRecord<Status> {
	id: string;
	name: string;
	status: Status;
	created_at: string;
	updated_at: string;
	monitoring_at: string | null;
	resolved_at: string | null;
	impact: Impact | 'maintenance';
	shortlink: string;
	started_at: string;
	page_id: string;
	incident_updates: AnsweredUpdate<Status>[];
	components: AnsweredComponent[];
	reminder_intervals: null;
}

export type AnsweredIncident = AnsweredRecord<IncidentStatus>;

/** One that was cancelled is in no list: Statuspage has no word for it, and clients would wait for it. */
export interface AnsweredMaintenance extends AnsweredRecord<MaintenanceStatus> {
	scheduled_for: string;
	/** Null where nobody said until when. */
	scheduled_until: string | null;
}
