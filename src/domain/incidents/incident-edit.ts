import { canonicalJson } from '../canonical.ts';
import type { ComponentStatus } from '../component.ts';
import { DomainError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import { invalid, refuseFuture, refuseWithoutReason } from '../refusal.ts';
import { LONGEST_MESSAGE, type Text } from '../text.ts';
import { withImpact } from './impact.ts';
import type { Incident, IncidentStatus, IncidentUpdate } from './incident.ts';
import { isOverAs, settled } from './incident-facts.ts';
import { refuseRetracted } from './retraction.ts';
import { isCorrection } from './told-order.ts';

/** What an update said until it was edited. */
export interface UpdateEdit<Status = string> {
	body: Text;
	status: Status;
	happenedAt: Instant;
	components: Record<string, ComponentStatus>;
	editedAt: Instant;
	/** Why, where the author has said it. */
	reason: Text | null;
}

export interface UpdateChange {
	body?: Text;
	status?: IncidentStatus;
	happenedAt?: Instant;
	components?: Record<string, ComponentStatus>;
	reason?: Text;
}

/**
 * Says one message in other words, or with other facts; what it said stays readable. The start and the end of the incident
 * are corrected as such, and whether it is over is told by new messages.
 *
 * @throws DomainError `not_found`, `conflict`, `invalid`
 */
export function editUpdate(incident: Incident, updateId: string, change: UpdateChange, now: Instant): Incident {
	refuseRetracted(incident);
	const update = incident.updates.find(({ id }) => id === updateId);
	if (!update) throw new DomainError('not_found', `There is no update ${updateId} of this incident`);
	const said = saidBy(incident, update);
	const { reason = null, ...given } = change;
	const facts = { ...said, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
	if (canonicalJson(facts) === canonicalJson(said)) return incident;
	refuseOtherKind(incident, update, facts);
	refuseLong(facts);
	if (facts.happenedAt !== said.happenedAt) refuseMoved(incident, update, facts, now);
	const edits = [...(update.edits ?? []), { ...said, editedAt: now, reason }];
	const { components, ...words } = facts;
	const updates = incident.updates.map((one) => (one.id === updateId ? { ...one, ...words, edits } : one));
	const others = canonicalJson(components) !== canonicalJson(said.components);
	const told = { ...incident, ...movedProposal(incident, said, facts), updates };
	const edited = withImpact(withChanges(told, updateId, said, facts, others), incident);
	if (changesFacts(said, facts)) refuseWithoutReason(reason);
	return isCorrection(update) ? edited : settled(edited, Math.min(said.happenedAt, facts.happenedAt));
}

/** A proposal happened when the update says that it did. */
function movedProposal({ proposedAt }: Incident, said: Said, facts: Said): Pick<Incident, 'proposedAt'> {
	return proposedAt != null && proposedAt === said.happenedAt ? { proposedAt: facts.happenedAt } : {};
}

/** Words may be put better; what they say happened bears on figures and promises. */
function changesFacts(said: Said, facts: Said): boolean {
	return facts.happenedAt !== said.happenedAt || canonicalJson(facts.components) !== canonicalJson(said.components);
}

/** Only what was learned may be told at length. */
function refuseLong({ status, body }: Said): void {
	const long = Object.values(body).some((wording) => wording.length > LONGEST_MESSAGE);
	if (status !== 'postmortem' && long) throw invalid('/body', `Expected at most ${LONGEST_MESSAGE} characters`);
}

type Said = Pick<UpdateEdit<IncidentStatus>, 'body' | 'status' | 'happenedAt' | 'components'>;

function saidBy({ changes }: Incident, { id, body, status, happenedAt }: IncidentUpdate): Said {
	const own = changes.filter(({ updateId }) => updateId === id);
	const components = Object.fromEntries(own.map(({ component, status }) => [component, status]));
	return { body, status, happenedAt, components };
}

function refuseOtherKind({ updates, startedAt, resolvedAt }: Incident, update: IncidentUpdate, facts: Said): void {
	const { status, happenedAt } = update;
	const moved = facts.happenedAt !== happenedAt;
	if (isCorrection(update) && (moved || facts.status !== status || Object.keys(facts.components).length > 0)) {
		throw new DomainError('conflict', 'This update corrects facts: only its words can be edited');
	}
	if (isOverAs(facts.status) !== isOverAs(status) || (isOverAs(status) && facts.status !== status)) {
		throw invalid(
			'/status',
			'Expected a status of the same kind: a resolution is posted, and taken back by a reopening',
		);
	}
	if (moved && update === updates[0] && happenedAt === startedAt) {
		throw invalid('/happened_at', 'The first update happened when the incident began: correct started_at');
	}
	if (moved && status === 'resolved' && happenedAt === resolvedAt) {
		throw invalid('/happened_at', 'This update is the resolution: correct resolved_at');
	}
}

/** It stays on its side of the start, and of every resolution and reopening. */
function refuseMoved(
	{ updates, startedAt, resolvedAt }: Incident,
	update: IncidentUpdate,
	{ happenedAt }: Said,
	now: Instant,
) {
	refuseFuture({ '/happened_at': happenedAt }, now);
	if (happenedAt < startedAt) throw bound('after the start of the incident', startedAt);
	const over = isOverAs(update.status);
	if (over && resolvedAt !== null && happenedAt < resolvedAt) throw bound('after the resolution', resolvedAt);
	if (!over && resolvedAt !== null && happenedAt > resolvedAt) throw bound('before the resolution', resolvedAt);
	const position = updates.indexOf(update);
	for (const [index, other] of updates.entries()) {
		if (other === update || isCorrection(other) || isOverAs(other.status) === over) continue;
		const wasAfter =
			other.happenedAt > update.happenedAt || (other.happenedAt === update.happenedAt && index > position);
		if (wasAfter && happenedAt > other.happenedAt) throw bound(`before the update "${other.status}"`, other.happenedAt);
		if (!wasAfter && happenedAt < other.happenedAt) throw bound(`after the update "${other.status}"`, other.happenedAt);
	}
}

/** @param others does it say something else of the components? */
function withChanges(incident: Incident, updateId: string, said: Said, facts: Said, others: boolean): Incident {
	const { status, happenedAt: at, components } = facts;
	const isFirst = incident.updates[0]?.id === updateId;
	if (others && isOverAs(status) && !isFirst) {
		throw invalid('/components', 'A resolution says that all is well again: correct the components of the incident');
	}
	const changes = incident.changes.filter((change) => change.updateId !== updateId);
	const own = others
		? Object.entries(components).map(([component, status]) => ({ component, status, at, updateId }))
		: incident.changes
				.filter((change) => change.updateId === updateId)
				.map((change) => (change.at === said.happenedAt ? { ...change, at } : change));
	return { ...incident, changes: [...changes, ...own].sort((one, other) => one.at - other.at) };
}

function bound(where: string, at: Instant): DomainError {
	return invalid('/happened_at', `Expected an instant ${where}, ${new Date(at).toISOString()}`);
}
