import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ComponentStatus, componentStatuses } from '../../../src/domain/component.ts';
import { impactOf } from '../../../src/domain/incidents/impact.ts';
import {
	amendIncident,
	type Impact,
	type Incident,
	openIncident,
	postUpdate,
	reopenIncident,
} from '../../../src/domain/incidents/incident.ts';
import { editUpdate } from '../../../src/domain/incidents/incident-edit.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { at } from '../builders.ts';

const start = at('2026-03-02 10:00');
const body = { es: 'x' };

/** @param impact null for the one that follows */
function opened(api: ComponentStatus, impact: Impact | null = null): Incident {
	const words = { title: body, body, status: 'investigating', criticality: 'high', cause: null } as const;
	const instants = { startedAt: start, acceptedAt: start, detectedAt: null };
	const ids = { id: 'i', number: 1, updateId: 'u0' };
	return openIncident({ ...words, ...instants, ...ids, components: { api }, impact: impact ?? impactOf([api]) }, start);
}

function told(incident: Incident, ...statuses: ComponentStatus[]): Incident {
	return statuses.reduce((one, api, i) => {
		const now = start + (incident.updates.length + i) * MINUTE;
		const update = { id: `u${incident.updates.length + i}`, status: 'identified', body, components: { api } } as const;
		return postUpdate(one, { ...update, happenedAt: now }, now);
	}, incident);
}

const status = fc.constantFrom(...componentStatuses);

test('whatever is told, the impact is that of the worst so far, and sinks by nothing that works again', () => {
	fc.assert(
		fc.property(status, fc.array(status, { maxLength: 6 }), (first, others) => {
			const incident = told(opened(first), ...others);
			expect(incident.impact).toBe(impactOf([first, ...others]));
			const now = start + 60 * MINUTE;
			const end = { id: 'end', status: 'resolved', body, components: {}, happenedAt: now } as const;
			const over = postUpdate(incident, end, now);
			expect(over.impact).toBe(incident.impact);
			const again = { id: 're', status: 'identified', body, components: { api: 'major_outage' } } as const;
			expect(reopenIncident(over, { ...again, happenedAt: now + MINUTE }, now + MINUTE).impact).toBe('critical');
		}),
	);
});

test('a correction of what it affects, or of an update, is followed, too', () => {
	const incident = told(opened('degraded_performance'), 'degraded_performance');
	const now = start + 60 * MINUTE;
	const components = { api: 'major_outage' } as const;
	expect(amendIncident(incident, { components, reason: body }, 'c', now).impact).toBe('critical');
	expect(editUpdate(incident, 'u1', { components, reason: body }, now).impact).toBe('critical');
});

test('what somebody has set stands, and so does that of another page', () => {
	expect(told(opened('degraded_performance', 'none'), 'major_outage').impact).toBe('none');
	const set = amendIncident(opened('degraded_performance'), { impact: 'major', reason: body }, 'c', start + MINUTE);
	expect(told(set, 'major_outage').impact).toBe('major');
	const imported = { ...opened('degraded_performance'), externalId: 'theirs' };
	expect(told(imported, 'major_outage').impact).toBe('minor');
});
