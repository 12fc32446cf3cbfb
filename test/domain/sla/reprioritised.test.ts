import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	amendIncident,
	criticalities,
	criticalityPeriods,
	type Incident,
	justificationFor,
	justifyMiss,
} from '../../../src/domain/incidents/incident.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { promisesFor } from '../../../src/domain/sla/promise.ts';
import { at, incident, revision } from '../builders.ts';

const accepted = at('2026-03-02 10:00');
const reason = { es: 'Afecta a más personas de lo que creíamos.' };

function reprioritised(from: Incident, to: 'urgent' | 'high' | 'normal', when: number): Incident {
	return amendIncident(from, { criticality: to, reason }, `update-${when}`, when);
}

describe('a change of criticality', () => {
	const high = incident({ criticality: 'high', acceptedAt: accepted, startedAt: accepted });
	const urgent = reprioritised(high, 'urgent', at('2026-03-04 15:00'));

	test('starts the clock anew, and keeps the promise that it replaced', () => {
		const [present, replaced] = promisesFor(urgent, [revision()], at('2026-03-04 16:00'), []);
		expect(present).toMatchObject({ criticality: 'urgent', deadline: at('2026-03-05 15:00'), outcome: 'running' });
		expect(present).toMatchObject({
			acceptedAt: accepted,
			reprioritisedAt: at('2026-03-04 15:00'),
			supersededAt: null,
		});
		expect(replaced).toMatchObject({ criticality: 'high', deadline: at('2026-03-16 10:00'), outcome: 'running' });
		expect(replaced).toMatchObject({ reprioritisedAt: null, supersededAt: at('2026-03-04 15:00') });
	});

	test('undoes no miss', () => {
		const late = reprioritised({ ...high, criticality: 'urgent' }, 'normal', at('2026-03-04 10:00'));
		const [present, replaced] = promisesFor(late, [revision()], at('2026-03-10 10:00'), []);
		expect([present?.outcome, replaced?.outcome]).toEqual(['untargeted', 'missed']);
	});

	test('never overlaps, never leaves a gap, and ends with what the incident is now', () => {
		const steps = fc.array(fc.tuple(fc.constantFrom(...criticalities), fc.integer({ min: 1, max: 30 * DAY })), {
			maxLength: 6,
		});
		fc.assert(
			fc.property(steps, (changes) => {
				let now = accepted;
				let changed = high;
				for (const [to, after] of changes) {
					now += after;
					changed = reprioritised(changed, to, now);
				}
				const periods = criticalityPeriods(changed);
				expect(periods[0]?.from).toBe(accepted);
				expect(periods.at(-1)).toMatchObject({ criticality: changed.criticality, until: null });
				for (const [i, period] of periods.slice(1).entries()) expect(periods[i]?.until).toBe(period.from);
			}),
		);
	});
});

describe('a partner that is down', () => {
	test('leaves what would have been without it beside the promise', () => {
		const blamed = incident({
			criticality: 'urgent',
			cause: 'whatsapp',
			acceptedAt: accepted,
			startedAt: accepted,
			resolvedAt: accepted + 3 * HOUR,
		});
		const [promise] = promisesFor(blamed, [revision()], at('2026-03-10 10:00'), []);
		expect(promise).toMatchObject({ outcome: 'excluded', deadline: null });
		expect(promise?.raw).toEqual({ deadline: at('2026-03-03 10:00'), outcome: 'met' });
	});
});

test('a miss under two agreements is justified under each, and neither twice', () => {
	const one = justifyMiss(incident({}), reason, accepted, 'blip-go');
	expect(justificationFor(one, 'blip-go')?.body).toEqual(reason);
	expect(justificationFor(one, 'other')).toBeNull();
	expect(() => justifyMiss(one, reason, accepted, 'blip-go')).toThrow('justified already');
	const both = justifyMiss(one, { es: 'Otra razón.' }, accepted + 1, 'other');
	expect(justificationFor(both, 'other')?.body).toEqual({ es: 'Otra razón.' });
	expect(justificationFor(justifyMiss(one, { es: 'De todos.' }, accepted + 1), 'third')?.body).toEqual({
		es: 'De todos.',
	});
});

test('a miss is justified once', () => {
	const justified = justifyMiss(incident({}), reason, accepted);
	expect(justified.justification).toEqual({ body: reason, publishedAt: accepted });
	expect(() => justifyMiss(justified, reason, accepted + 1)).toThrow('justified already');
});
