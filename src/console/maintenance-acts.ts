import type { z } from 'zod';
import { amendMaintenance } from '../commands/amend-maintenance.ts';
import { editMaintenanceUpdate } from '../commands/edit-maintenance-update.ts';
import { postMaintenanceUpdate } from '../commands/post-maintenance-update.ts';
import type { Precondition } from '../commands/precondition.ts';
import { reopenMaintenance } from '../commands/reopen-maintenance.ts';
import { retractMaintenance } from '../commands/retract-maintenance.ts';
import { isOver, type Maintenance } from '../domain/maintenance/maintenance.ts';
import type { Writing } from '../domain/publication.ts';
import { NewRetraction } from '../inputs/corrections.ts';
import {
	MaintenanceChange,
	MaintenanceReopening,
	MaintenanceUpdateChange,
	NewMaintenanceUpdate,
} from '../inputs/maintenance.ts';
import type { Worded } from '../inputs/text.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, type Outcome } from './act.ts';
import type { Visit } from './door.ts';
import { isLook, lookOutcome } from './look.ts';
import { said } from './said.ts';
import { asSeen } from './seen.ts';
import { isUnchanged, valuesIn } from './values.ts';

type Writable = Reading & { stores: Stores };

interface Sent {
	reading: Writable;
	id: string;
	form: URLSearchParams;
	writing: Writing;
	seen: Precondition<Maintenance>;
	/** The form by a schema of the API. @throws DomainError `invalid`, with all that is wrong */
	by: <S extends z.ZodType>(schema: S, fields: readonly string[]) => Worded<z.output<S>>;
}

/** What may be done with a maintenance: the same commands, by the same schemas, as by the API. */
const acts: Readonly<Record<string, (sent: Sent) => Promise<Maintenance>>> = {
	update: ({ reading: { stores, now }, id, by, writing, seen }) => {
		return postMaintenanceUpdate(stores, id, by(NewMaintenanceUpdate, ['status', 'body']), writing, now, seen);
	},
	correction: async ({ reading: { stores, now }, id, form, by, writing, seen }) => {
		const title = isUnchanged(form, 'title', (await stores.maintenances.find(id))?.title) ? [] : ['title'];
		const plan = by(MaintenanceChange, [...title, 'planned_start', 'planned_end', 'reason']);
		return amendMaintenance(stores, id, plan, writing, now, seen);
	},
	edit: ({ reading: { stores, now }, id, form, by, writing, seen }) => {
		const change = by(MaintenanceUpdateChange, ['body', 'reason']);
		return editMaintenanceUpdate(stores, id, form.get('update') ?? '', change, writing, now, seen);
	},
	reopening: ({ reading: { stores, now }, id, by, writing, seen }) => {
		return reopenMaintenance(stores, id, by(MaintenanceReopening, ['body']), writing, now, seen);
	},
	retraction: ({ reading: { stores, now }, id, by, writing, seen }) => {
		return retractMaintenance(stores, id, by(NewRetraction, ['reason']).reason, writing, now, seen);
	},
};

/** What came of a form on the screen of a maintenance; null where none was sent, or only to go on writing. */
export async function maintenanceOutcome(reading: Writable, visit: Visit, id: string): Promise<Outcome | null> {
	const { form } = visit;
	if (form === null || form.has('again')) return null;
	if (isLook(form)) return lookOutcome(form, reading.language);
	return actOnce(reading.stores, visit, `/admin/maintenance/${id}`, async (writing) => {
		const by: Sent['by'] = (schema, fields) =>
			said(schema, valuesIn(form, fields, reading.now, reading.site.time_zone), reading.language);
		const act = acts[form.get('act') ?? ''] ?? (acts.update as (sent: Sent) => Promise<Maintenance>);
		await act({ reading, id, form, writing, seen: asSeen(form), by });
		return `maintenance/${id}`;
	});
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
