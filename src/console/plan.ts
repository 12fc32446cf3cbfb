import { maintenanceToBe, scheduleMaintenance } from '../commands/schedule-maintenance.ts';
import type { Template } from '../domain/incidents/template.ts';
import type { Maintenance } from '../domain/maintenance/maintenance.ts';
import { NewMaintenance } from '../inputs/maintenance.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, doneBefore, type Outcome, refusalOf, writingOf } from './act.ts';
import type { Visit } from './door.ts';
import { said } from './said.ts';
import { valuesIn } from './values.ts';

type Writable = Reading & { stores: Stores };

/** Where a plan stands: it is written, it is looked at before it is published, or something came of it. */
export type Plan =
	| { step: 'write' }
	| { step: 'check'; maintenance: Maintenance }
	| { step: 'ended'; outcome: Outcome };

const PATH = '/admin/maintenance/new';

/** The first tap shows what customers will see, the second publishes it: the same form, sent on. */
export async function planFrom(reading: Writable, visit: Visit, templates: readonly Template[]): Promise<Plan> {
	const { stores, now, site } = reading;
	const { form } = visit;
	if (form === null || form.has('again') || form.get('step') === 'write') return { step: 'write' };
	const place = { templates, zone: site.time_zone };
	if (form.get('step') === 'publish') {
		const outcome = await actOnce(stores, visit, PATH, async (writing) => {
			return `maintenance/${(await scheduleMaintenance(stores, inputIn(reading, form), writing, now, place)).id}`;
		});
		return { step: 'ended', outcome };
	}
	const outcome = await doneBefore(stores, visit, PATH);
	if (outcome) return { step: 'ended', outcome };
	try {
		const decide = await maintenanceToBe(stores, inputIn(reading, form), writingOf(visit), now, place);
		return { step: 'check', maintenance: decide(0) };
	} catch (error) {
		return { step: 'ended', outcome: refusalOf(error) };
	}
}

/** @throws DomainError `invalid`, with all that is wrong */
function inputIn({ now, site, language }: Writable, form: URLSearchParams): NewMaintenance {
	const fields = ['title', 'body', 'planned_start', 'planned_end', 'automatic', 'rrule'];
	const values = valuesIn(form, fields, now, site.time_zone);
	return said(NewMaintenance, { ...values, components: form.getAll('component') }, language);
}
