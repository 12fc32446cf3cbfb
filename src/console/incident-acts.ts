import type { z } from 'zod';
import { amendIncident } from '../commands/amend-incident.ts';
import { announceDelay } from '../commands/announce-delay.ts';
import { editIncidentUpdate } from '../commands/edit-incident-update.ts';
import { justifyMiss } from '../commands/justify-miss.ts';
import { postIncidentUpdate } from '../commands/post-incident-update.ts';
import type { Precondition } from '../commands/precondition.ts';
import { proposeSolution } from '../commands/propose-solution.ts';
import { reopenIncident } from '../commands/reopen-incident.ts';
import { retractIncident } from '../commands/retract-incident.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import type { Writing } from '../domain/publication.ts';
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
import type { Worded } from '../inputs/text.ts';
import { findJudged } from '../queries/shared/promise-book.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { said } from './said.ts';
import { asSeen } from './seen.ts';
import { isUnchanged, valuesIn } from './values.ts';

/** What a form is about, and by whom it was sent. */
interface Sent {
	reading: Reading & { stores: Stores };
	id: string;
	form: URLSearchParams;
	writing: Writing;
	seen: Precondition<Incident>;
	/** The form by a schema of the API. @throws DomainError `invalid`, with all that is wrong */
	by: <S extends z.ZodType>(schema: S, fields: readonly string[]) => Worded<z.output<S>>;
}

/** What may be done with an incident: the same commands, by the same schemas, as by the API. */
const acts: Readonly<Record<string, (sent: Sent) => Promise<Incident>>> = {
	update: ({ reading: { stores, now }, id, by, writing, seen }) => {
		const input = by(NewIncidentUpdate, ['status', 'body', 'components', 'next_update_at', 'notify']);
		return postIncidentUpdate(stores, id, input, writing, now, seen);
	},
	solution: ({ reading: { stores, now }, id, by, writing, seen }) => {
		const input = by(ProposedSolution, ['status', 'body', 'components', 'next_update_at']);
		return proposeSolution(stores, id, input, writing, now, seen);
	},
	delay: ({ reading: { stores, now, site }, id, by, writing, seen }) => {
		return announceDelay(stores, id, by(NewDelay, ['body', 'estimate']), writing, now, seen, findJudged(stores, site));
	},
	justification: ({ reading: { stores, now, site }, id, by, writing, seen }) => {
		return justifyMiss(stores, id, by(NewJustification, ['body']), writing, now, seen, findJudged(stores, site));
	},
	correction: async ({ reading: { stores, now }, id, form, by, writing, seen }) => {
		const incident = await stores.incidents.find(id);
		const title = isUnchanged(form, 'title', incident?.title) ? [] : ['title'];
		const facts = [...title, 'criticality', 'cause', 'started_at', 'accepted_at', 'resolved_at', 'reason'];
		return amendIncident(stores, id, by(IncidentChange, facts), writing, now, seen);
	},
	edit: ({ reading: { stores, now }, id, form, by, writing, seen }) => {
		const change = by(IncidentUpdateChange, ['body', 'reason']);
		return editIncidentUpdate(stores, id, form.get('update') ?? '', change, writing, now, seen);
	},
	reopening: ({ reading: { stores, now }, id, by, writing, seen }) => {
		const input = by(IncidentReopening, ['body', 'status', 'next_update_at']);
		return reopenIncident(stores, id, input, writing, now, seen);
	},
	retraction: ({ reading: { stores, now }, id, by, writing, seen }) => {
		return retractIncident(stores, id, by(NewRetraction, ['reason']).reason, writing, now, seen);
	},
};

/** Does what a form says with an incident. @throws DomainError */
export async function actOnIncident(
	reading: Reading & { stores: Stores },
	id: string,
	form: URLSearchParams,
	writing: Writing,
): Promise<Incident> {
	const act = acts[form.get('act') ?? 'update'] ?? acts.update!;
	const by: Sent['by'] = (schema, fields) =>
		said(schema, valuesIn(form, fields, reading.now, reading.site.time_zone), reading.language);
	return act({ reading, id, form, writing, seen: asSeen(form), by });
}
