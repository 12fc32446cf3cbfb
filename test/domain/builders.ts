import { DateTime } from 'luxon';
import type { ComponentStatus } from '../../src/domain/component.ts';
import type { Incident } from '../../src/domain/incidents/incident.ts';
import type { Instant, Interval } from '../../src/domain/instant.ts';
import type { Maintenance } from '../../src/domain/maintenance/maintenance.ts';
import type { Exclusion } from '../../src/domain/sla/exclusion.ts';
import type { Revision } from '../../src/domain/sla/revision.ts';
import { Terms } from '../../src/domain/sla/terms.ts';
import type { Facts, Override } from '../../src/domain/status/status.ts';
import { publicHolidays } from '../../src/domain/time/holidays.ts';
import type { OfficeHours } from '../../src/domain/time/office.ts';

export const saoPaulo = 'America/Sao_Paulo';

/** `at('2026-03-02 16:30')`: what the clocks of São Paulo show, unless another zone is named. */
export function at(time: string, zone = saoPaulo): Instant {
	const parsed = DateTime.fromSQL(time, { zone });
	if (!parsed.isValid) throw new Error(`No instant: ${time}`);
	return parsed.toMillis();
}

export function range(start: string, end: string, zone = saoPaulo): Interval {
	return { start: at(start, zone), end: at(end, zone) };
}

/** The other way: what the clocks show, to compare with something readable. */
export function clock(instant: Instant | null, zone = saoPaulo): string | null {
	return instant === null ? null : DateTime.fromMillis(instant, { zone }).toFormat('ccc yyyy-MM-dd HH:mm');
}

const brazil = publicHolidays('BR', [], []);

export function office(given: Partial<OfficeHours> = {}): OfficeHours {
	const days: OfficeHours['days'] = ['mon', 'tue', 'wed', 'thu', 'fri'];
	return { zone: saoPaulo, days, from: '09:00', to: '17:00', holidays: brazil, ...given };
}

export function incident(given: Partial<Incident> = {}): Incident {
	const startedAt = given.startedAt ?? given.acceptedAt ?? at('2026-03-02 10:00');
	return {
		id: 'incident0001',
		number: 1,
		title: { en: 'Something stopped' },
		status: 'investigating',
		impact: 'major',
		criticality: 'urgent',
		cause: null,
		detectedAt: null,
		acceptedAt: startedAt,
		startedAt,
		publishedAt: startedAt,
		resolvedAt: null,
		updates: [],
		changes: [],
		justification: null,
		...given,
	};
}

/** An incident that put one component into one status, from one instant to another. */
export function outage(
	component: string,
	start: Instant | string,
	end: Instant | string | null,
	status: ComponentStatus = 'major_outage',
	id = `${component}-${start}-${status}`,
): Incident {
	const startedAt = typeof start === 'string' ? at(start) : start;
	const resolvedAt = typeof end === 'string' ? at(end) : end;
	return incident({ id, startedAt, resolvedAt, changes: [{ component, status, at: startedAt, updateId: null }] });
}

export function maintenance(given: Partial<Maintenance> = {}): Maintenance {
	return {
		id: 'maintenance1',
		number: 1,
		title: { en: 'Planned work' },
		status: 'scheduled',
		components: ['api'],
		planned: range('2026-03-02 23:00', '2026-03-03 01:00'),
		automatic: false,
		seriesId: null,
		occurrence: null,
		startedAt: null,
		endedAt: null,
		publishedAt: at('2026-02-27 10:00'),
		updates: [],
		...given,
	};
}

export function override(given: Partial<Override> = {}): Override {
	return { component: 'api', status: 'operational', from: 0, until: null, reason: null, ...given };
}

export function facts(given: Partial<Facts> = {}): Facts {
	return { incidents: [], maintenances: [], overrides: [], observations: [], unknowns: [], ...given };
}

export function exclusion(start: string, end: string | null, partner = 'whatsapp'): Exclusion {
	return { partner, why: 'unavailable', start: at(start), end: end === null ? null : at(end) };
}

/** Whatever was under way while a partner was down is excluded, and the clock of each criticality starts anew. */
export function terms(effect: 'voids' | 'pauses' = 'voids'): Terms {
	const timed = { counted_in: 'office', clause: '2.2' };
	return Terms.parse({
		plans: [
			{ id: 'pro', name: 'Pro' },
			{ id: 'max', name: 'Max' },
		],
		calendar,
		commitments: [
			{ ...firstResponse, id: 'first-response-pro', plan: 'pro', counted_in: 'office' },
			{ ...firstResponse, id: 'first-response-max', plan: 'max', counted_in: 'always' },
			{ ...timed, id: 'solution-urgent', kind: 'solution', criticality: 'urgent', target: { business_days: 1 } },
			{ ...timed, id: 'solution-high', kind: 'solution', criticality: 'high', target: { business_days: 10 } },
			{ ...timed, id: 'solution-normal', kind: 'solution', criticality: 'normal', target: 'not_defined' },
			{
				...{ id: 'maintenance-window', kind: 'maintenance_window', clause: '2.3' },
				window: { from: '23:00', to: '05:00', offset: '-03:00' },
			},
			{ id: 'monitoring', kind: 'monitoring', target: { hours_a_day: 8, days_a_week: 5 }, clause: '2.3' },
			{ id: 'retention', kind: 'retention', target: { months: 3 }, clause: '3' },
		],
		exclusion: { when: 'while_partner_unavailable', effect, clause: '2.2' },
		reprioritisation: { clock: 'restarts' },
		missed: { duties: ['communicate', 'justify'], clause: '2.2' },
		changes: { in_force: 'at_publication', clause: '6' },
	});
}

const calendar = {
	...{ zone: saoPaulo, days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
	holidays: { country: 'BR' },
};
const firstResponse = { kind: 'first_response', target: { minutes: 45 }, from: 'receipt', clause: '2.1' };

/** What a partner caused is excluded, with its outage as evidence; the clock goes on from acceptance; a proposal ends it. */
export function termsWithCause(): Terms {
	const known = terms();
	return {
		...known,
		commitments: known.commitments.map((one) => {
			if (one.kind === 'solution') return { ...one, until: 'proposal', estimate: true };
			return one.kind === 'first_response' ? { ...one, from: 'acceptance' } : one;
		}),
		exclusion: {
			...{ when: 'caused_by_partner', effect: 'voids', clause: '2.2' },
			covers: ['solution-urgent', 'solution-high', 'solution-normal'],
		},
		reprioritisation: { clock: 'continues' },
	};
}

/** The same terms with one commitment changed. */
export function termsBut(id: string, change: object, known = terms()): Terms {
	return {
		...known,
		commitments: known.commitments.map((one) => (one.id === id ? ({ ...one, ...change } as typeof one) : one)),
	};
}

export function revision(given: Partial<Revision> = {}): Revision {
	return {
		document: 'blip-go',
		number: 1,
		authentic: 'es',
		editorial: false,
		terms: terms(),
		publishedAt: at('2026-01-01 00:00'),
		inForceFrom: given.publishedAt ?? at('2026-01-01 00:00'),
		publishedBy: 'legal',
		texts: [],
		...given,
	};
}
