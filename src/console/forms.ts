import type { z } from 'zod';
import type { Post, PostKind } from '../commands/posts.ts';
import { affectedBy } from '../domain/incidents/affected.ts';
import { type Incident, isOver as isIncidentOver } from '../domain/incidents/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { isOver, type Maintenance } from '../domain/maintenance/maintenance.ts';
import { invalid } from '../domain/refusal.ts';
import { isRunning, mayBeJustified } from '../domain/sla/promise.ts';
import type { Override } from '../domain/status/status.ts';
import { standingOverride } from '../domain/status/status.ts';
import { dayOf } from '../domain/time/day.ts';
import { NewRetraction } from '../inputs/corrections.ts';
import {
	IncidentChange,
	IncidentReopening,
	IncidentUpdateChange,
	NewDelay,
	NewIncidentUpdate,
	NewJustification,
	ProposedSolution,
} from '../inputs/incident.ts';
import {
	MaintenanceChange,
	MaintenanceReopening,
	MaintenanceUpdateChange,
	NewMaintenance,
	NewMaintenanceUpdate,
} from '../inputs/maintenance.ts';
import { StatusByHand } from '../inputs/status-by-hand.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Said } from './posting.ts';
import { said } from './said.ts';
import { asSeen, lookedAt } from './seen.ts';
import { instantIn, isUnchanged, valuesIn } from './values.ts';

/** A form: by which command it is published, by which schema of the API it is read, and its fields. */
interface Form {
	kind: PostKind;
	schema: z.ZodType;
	fields: readonly string[];
}

/** What may be done with an incident, and how that is read. */
const ofIncidents: Readonly<Record<string, Form>> = {
	update: {
		kind: 'incident.update',
		schema: NewIncidentUpdate,
		fields: ['status', 'body', 'components', 'next_update_at'],
	},
	solution: {
		kind: 'incident.solution',
		schema: ProposedSolution,
		fields: ['status', 'body', 'components', 'next_update_at'],
	},
	delay: { kind: 'incident.delay', schema: NewDelay, fields: ['body', 'estimate'] },
	justification: { kind: 'incident.justification', schema: NewJustification, fields: ['body'] },
	correction: {
		kind: 'incident.correction',
		schema: IncidentChange,
		fields: [
			'title',
			'impact',
			'criticality',
			'cause',
			'started_at',
			'accepted_at',
			'resolved_at',
			'components',
			'reason',
		],
	},
	edit: { kind: 'incident.edit', schema: IncidentUpdateChange, fields: ['body', 'reason'] },
	reopening: {
		kind: 'incident.reopening',
		schema: IncidentReopening,
		fields: ['body', 'status', 'components', 'next_update_at'],
	},
	retraction: { kind: 'incident.retraction', schema: NewRetraction, fields: ['reason'] },
};

const ofMaintenances: Readonly<Record<string, Form>> = {
	update: { kind: 'maintenance.update', schema: NewMaintenanceUpdate, fields: ['status', 'body'] },
	correction: {
		kind: 'maintenance.correction',
		schema: MaintenanceChange,
		fields: ['title', 'planned_start', 'planned_end', 'reason'],
	},
	edit: { kind: 'maintenance.edit', schema: MaintenanceUpdateChange, fields: ['body', 'reason'] },
	reopening: { kind: 'maintenance.reopening', schema: MaintenanceReopening, fields: ['body'] },
	retraction: { kind: 'maintenance.retraction', schema: NewRetraction, fields: ['reason'] },
};

/** What a form on the screen of an incident or a maintenance says. @throws DomainError `invalid`, with all that is wrong */
export async function postIn(
	reading: Reading,
	of: 'incident' | 'maintenance',
	id: string,
	form: URLSearchParams,
): Promise<Said> {
	const forms = of === 'incident' ? ofIncidents : ofMaintenances;
	const act = form.get('act') ?? 'update';
	const { kind, schema, fields } = (Object.hasOwn(forms, act) && forms[act]) || (forms.update as Form);
	const { stores } = reading;
	const stands = of === 'incident' ? await stores.incidents.find(id) : await stores.maintenances.find(id);
	// A title that nobody touched is no change.
	const untouched = isUnchanged(form, 'title', stands?.title) ? ['title'] : [];
	// What it affects is said as a whole, so that it is sent only where somebody touched it.
	const affects = act === 'correction' && !changesAffected(form, stands as Incident | undefined) ? ['components'] : [];
	// Of what is resolved nothing more is announced: its chips are not in sight then.
	const idle = form.get('status') === 'resolved' ? ['next_update_at'] : [];
	const own = fields.filter((field) => ![...untouched, ...affects, ...idle].includes(field));
	const about = act === 'edit' ? `${id}/${form.get('update') ?? ''}` : id;
	return saidBy(reading, form, kind, about, schema, own, asSeen(form));
}

function changesAffected(form: URLSearchParams, incident: Incident | undefined): boolean {
	const said = [...form].filter(([name, value]) => name.startsWith('components/') && value !== '');
	if (said.length === 0 || incident === undefined) return false;
	const stands = affectedBy(incident);
	return (
		said.length !== stands.size || said.some(([name, value]) => stands.get(name.slice('components/'.length)) !== value)
	);
}

/** Of all systems, those that were ticked. @throws DomainError `invalid`, with all that is wrong */
export async function planIn(reading: Reading, form: URLSearchParams): Promise<Said> {
	const fields = ['title', 'body', 'planned_start', 'planned_end', 'automatic'];
	const { language, site } = reading;
	const publishAt = publishAtIn(form, reading);
	const looked = lookedAt(form, reading.now);
	const values = valuesIn(form, [...fields, 'notify'], looked, site.time_zone, publishAt ?? looked);
	refuseEarlyEnd(form, values.planned_start, site.time_zone);
	const planned = { ...values, ...recurrenceIn(form), components: form.getAll('component') };
	const input = said(NewMaintenance, planned, language);
	return { post: { kind: 'maintenance.schedule', about: '', said: input }, seen: () => {}, publishAt };
}

/** The last day is a field of forms alone: it is refused there, and not where the rule is made of both. @throws DomainError `invalid` */
function refuseEarlyEnd(form: URLSearchParams, start: unknown, zone: string): void {
	const until = form.get('until') ?? '';
	const first = Date.parse(String(start));
	if (!form.get('rrule') || until === '' || Number.isNaN(first) || until >= dayOf(zone, first)) return;
	throw invalid('/until', 'Expected a last day that is not before the first date');
}

/** By which rule work comes again, with the last day that somebody gave it, and the dates that they took out. */
function recurrenceIn(form: URLSearchParams): { rrule?: string; exceptions?: string[] } {
	const until = form.get('until')?.replaceAll('-', '');
	const rrule = [form.get('rrule'), until && `UNTIL=${until}`].filter(Boolean).join(';');
	const exceptions = form.getAll('exceptions').filter((date) => date !== '');
	return { ...(rrule !== '' && { rrule }), ...(exceptions.length > 0 && { exceptions }) };
}

/** In place of nothing, which has no mark of its own. */
export const NOT_SET = { component: null };

/** A status set by hand, or given back. @throws DomainError `invalid` */
export async function statusIn(reading: Reading, form: URLSearchParams): Promise<Said> {
	const slug = form.get('component') ?? '';
	const seen = (standing: Override | null) => asSeen<object>(form)(standing ?? NOT_SET);
	if (form.get('act') === 'back') {
		const post: Post = { kind: 'status.give_back', about: slug, said: null };
		return { post, seen, publishAt: publishAtIn(form, reading) };
	}
	return saidBy(reading, form, 'status.set', slug, StatusByHand, ['status', 'reason'], seen, false);
}

/** The status that staff hold a component to now, as a form marks it. */
export function heldBy(overrides: readonly Override[], slug: string): Override | typeof NOT_SET {
	return standingOverride({ overrides: [...overrides] }, slug) ?? NOT_SET;
}

function saidBy(
	reading: Reading,
	form: URLSearchParams,
	kind: PostKind,
	about: string,
	schema: z.ZodType,
	fields: readonly string[],
	seen: Said['seen'],
	isTold = true,
): Said {
	const { now, site, language } = reading;
	const publishAt = publishAtIn(form, reading);
	const looked = lookedAt(form, now);
	const told = isTold ? [...fields, 'notify'] : fields;
	const values = valuesIn(form, told, looked, site.time_zone, publishAt ?? looked);
	return { post: { kind, about, said: said(schema, values, language) } as Post, seen, publishAt };
}

/** Null for at once. @throws DomainError `invalid` for what is no instant */
export function publishAtIn(form: URLSearchParams, { now, site }: Pick<Reading, 'now' | 'site'>): Instant | null {
	return instantIn(form, 'publish_at', now, site.time_zone);
}

/**
 * What may be done with an incident as it stands, in the order in which it is offered.
 *
 * @param promises what it is held to
 */
export function actsOn(
	incident: Pick<Incident, 'status' | 'resolvedAt' | 'retraction' | 'justification' | 'delays'>,
	promises: readonly Parameters<typeof mayBeJustified>[0][],
): string[] {
	if (incident.retraction) return [];
	const mayBeLate = promises.some(isRunning);
	// It is published once: before a miss, only where it was announced that there will be one.
	const isAnnounced = (incident.delays ?? []).length > 0;
	const isDue = ({ outcome }: { outcome: string }) => outcome === 'missed' || isAnnounced;
	const mayJustify = incident.justification === null && promises.some((one) => mayBeJustified(one) && isDue(one));
	return [
		...(isIncidentOver(incident) ? ['postmortem', 'reopening'] : ['solution', ...(mayBeLate ? ['delay'] : [])]),
		...(mayJustify ? ['justification'] : []),
		...['correction', 'retraction'],
	];
}

/** What may be done next with a maintenance, in the order in which it is offered. */
export function stepsOf(maintenance: Maintenance): string[] {
	if (maintenance.retraction) return [];
	if (isOver(maintenance)) return ['reopening', 'retraction'];
	const next = {
		scheduled: ['in_progress', 'note', 'cancelled'],
		in_progress: ['note', 'verifying', 'completed'],
		verifying: ['note', 'completed'],
	};
	return [...(next[maintenance.status as keyof typeof next] ?? []), 'correction', 'retraction'];
}
