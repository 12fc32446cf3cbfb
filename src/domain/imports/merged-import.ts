import { type Incident, reopened, type StatusChange } from '../incidents/incident.ts';
import { isOverAs } from '../incidents/incident-facts.ts';
import { type Instant, MINUTE } from '../instant.ts';
import type { Maintenance } from '../maintenance/maintenance.ts';
import { hashed } from './imported-id.ts';
import type { ImportedIncident, ImportedMaintenance } from './imported-page.ts';

interface Told {
	id: string;
	status: string;
	happenedAt: Instant;
	publishedAt: Instant;
}

/**
 * What is here, and what the page has told since: updates, changes of status, the resolution, a reopening. What was written
 * here stays as it is, and so does the text of what was known.
 *
 * @returns null when the page tells nothing new
 */
export function mergeIncident(before: Incident, told: ImportedIncident): Incident | null {
	// What was taken back here is told no more.
	if (before.retraction) return null;
	const { fresh, idHere } = siftUpdates(before.id, before.updates, told.updates);
	const known = reopenedThere(before, told, fresh);
	const changes = freshChanges(known, told, idHere);
	const updates = inOrder([...known.updates, ...fresh]);
	const newest = fresh.length > 0 ? updates.at(-1) : undefined;
	const end = endOf(known, told, fresh, newest?.status ?? known.status);
	const merged = { ...known, ...moreThanFeed(known, told), ...end };
	const same =
		merged.status === before.status &&
		merged.resolvedAt === before.resolvedAt &&
		merged.impact === known.impact &&
		merged.startedAt === known.startedAt;
	if (same && fresh.length + changes.length === 0) return null;
	return { ...merged, updates, changes: [...known.changes, ...changes].sort((one, other) => one.at - other.at) };
}

/** As `mergeIncident`. A window that the page has moved is followed, unless staff moved it here. */
export function mergeMaintenance(known: Maintenance, told: ImportedMaintenance): Maintenance | null {
	if (known.retraction) return null;
	const { fresh } = siftUpdates(known.id, known.updates, told.updates);
	const updates = inOrder([...known.updates, ...fresh]);
	const moved = known.updates.some(({ amended }) => amended.some(({ field }) => field.startsWith('planned_')));
	const settled = moved || isOfFeed(told) || (isOver(known) && !isOfFeed(known));
	const merged = {
		...known,
		...(isOver(known) ? {} : progressOf(known, told, fresh.length > 0 ? updates.at(-1)?.status : undefined)),
		planned: settled ? known.planned : told.planned,
		components: known.components.length === 0 && isOfFeed(known) ? told.components : known.components,
	};
	const same =
		merged.status === known.status &&
		merged.startedAt === known.startedAt &&
		merged.endedAt === known.endedAt &&
		merged.planned.start === known.planned.start &&
		merged.planned.end === known.planned.end &&
		merged.components.length === known.components.length;
	return same && fresh.length === 0 ? null : { ...merged, updates };
}

/**
 * After a resolution that did not hold, everything was well until somebody said otherwise, as `reopened` has it.
 *
 * @param changes what the updates say
 * @param updates oldest first
 * @returns oldest first
 */
export function withRecoveries(changes: readonly StatusChange[], updates: readonly Told[]): StatusChange[] {
	const last = updates.findLastIndex(({ status }) => !isOverAs(status));
	const recoveries = updates.slice(0, Math.max(last, 0)).flatMap(({ id, status, happenedAt: at }): StatusChange[] => {
		if (status !== 'resolved') return [];
		const said = new Set(changes.filter(({ updateId }) => updateId === id).map(({ component }) => component));
		const hurt = new Set(changes.filter((one) => one.at < at).map(({ component }) => component));
		return [...hurt.difference(said)].map((component) => ({ component, status: 'operational', at, updateId: id }));
	});
	return [...changes, ...recoveries].sort((one, other) => one.at - other.at);
}

/**
 * Updates in a feed have no id of their own: this one is the same whenever the feed is read. 12 characters a–z and 0–9.
 *
 * @param happenedAt to the minute, as feeds tell it
 * @param nth from 0, among those of one minute and status
 */
export function feedUpdateId(subject: string, happenedAt: Instant, status: string, nth: number): string {
	return hashed(`${subject} ${happenedAt} ${status} ${nth}`);
}

/** Which updates are not here yet; and of the others, under which id they are. */
function siftUpdates<U extends Told>(
	subject: string,
	known: U[],
	told: U[],
): { fresh: U[]; idHere: Map<string, string> } {
	const unmatched = new Map(known.map((update) => [update.id, update]));
	const idHere = new Map<string, string>();
	for (const { id } of told) if (unmatched.delete(id)) idHere.set(id, id);
	for (const update of told) {
		if (idHere.has(update.id)) continue;
		const same = [...unmatched.values()].find((one) => isSame(subject, one, update));
		if (same === undefined) continue;
		unmatched.delete(same.id);
		idHere.set(update.id, same.id);
	}
	return { fresh: told.filter(({ id }) => !idHere.has(id)), idHere };
}

/** A feed and the JSON tell the same update in the same minute, with the same status. */
function isSame(subject: string, one: Told, other: Told): boolean {
	const sameMinute = Math.floor(one.happenedAt / MINUTE) === Math.floor(other.happenedAt / MINUTE);
	return sameMinute && one.status === other.status && (isFromFeed(subject, one) || isFromFeed(subject, other));
}

function isFromFeed(subject: string, { id, happenedAt, status }: Told): boolean {
	return [0, 1, 2, 3].some((nth) => id === feedUpdateId(subject, happenedAt, status, nth));
}

function isOfFeed({ id, updates }: { id: string; updates: Told[] }): boolean {
	return updates.some((update) => isFromFeed(id, update));
}

/** Changes of new updates; of updates that so far only a feed had told; and those that nobody wrote about. */
function freshChanges(known: Incident, told: ImportedIncident, idHere: Map<string, string>): StatusChange[] {
	const explained = new Set(known.changes.map(({ updateId }) => updateId));
	return told.changes.flatMap((change): StatusChange[] => {
		if (change.updateId === null) return known.resolvedAt !== null || isKnown(known, change) ? [] : [change];
		const updateId = idHere.get(change.updateId) ?? change.updateId;
		const fromFeed = updateId !== change.updateId;
		return idHere.has(change.updateId) && (!fromFeed || explained.has(updateId)) ? [] : [{ ...change, updateId }];
	});
}

function isKnown({ changes }: Incident, { component, status, at }: StatusChange): boolean {
	return changes.some((one) => one.component === component && one.status === status && one.at === at);
}

/** What a feed could not tell, as long as nobody has said otherwise here. */
function moreThanFeed(known: Incident, told: ImportedIncident): Pick<Incident, 'impact' | 'startedAt'> {
	const { impact, startedAt } = known;
	if (!isOfFeed(known) || isOfFeed(told)) return { impact, startedAt };
	return {
		impact: impact === 'none' ? told.impact : impact,
		startedAt: startedAt === known.updates[0]?.happenedAt ? told.startedAt : startedAt,
	};
}

/** Where the page took a resolution of its own back, with words that are new here: as when staff reopen it. */
function reopenedThere(known: Incident, { updates }: ImportedIncident, fresh: Incident['updates']): Incident {
	const { resolvedAt } = known;
	const resolution = updates.findIndex(({ status }) => status === 'resolved');
	if (resolvedAt === null || resolution < 0) return known;
	const news = new Set(fresh.map(({ id }) => id));
	const reopening = updates.slice(resolution).find(({ id, status }) => news.has(id) && !isOverAs(status));
	// Staff here may have found later that it was over; feeds tell only the minute.
	if (reopening === undefined || reopening.publishedAt + MINUTE <= resolvedAt) return known;
	return reopened(known, Math.max(reopening.happenedAt, resolvedAt));
}

/**
 * What is over here stays over, and a resolution that did not hold is none when it is told once more.
 *
 * @param open the status that it has if it isn't over
 */
function endOf(
	{ status, resolvedAt, updates }: Incident,
	told: ImportedIncident,
	fresh: Incident['updates'],
	open: Incident['status'],
): Pick<Incident, 'status' | 'resolvedAt'> {
	if (resolvedAt !== null) return { resolvedAt, status: told.status === 'postmortem' ? 'postmortem' : status };
	const isResolution = (one: { status: string }) => one.status === 'resolved';
	const isOld = updates.some(isResolution) && !fresh.some(isResolution);
	if (told.resolvedAt === null || isOld) return { resolvedAt, status: open };
	return { resolvedAt: told.resolvedAt, status: told.status };
}

function progressOf(
	known: Maintenance,
	told: ImportedMaintenance,
	newest: Maintenance['status'] | undefined,
): Pick<Maintenance, 'status' | 'startedAt' | 'endedAt'> {
	return {
		status: isOver(told) ? told.status : (newest ?? known.status),
		startedAt: known.startedAt ?? told.startedAt,
		endedAt: told.endedAt,
	};
}

function isOver({ status }: Pick<Maintenance, 'status'>): boolean {
	return status === 'completed' || status === 'cancelled';
}

/** As they were published; sorting is stable. */
function inOrder<U extends Told>(updates: U[]): U[] {
	return updates.toSorted((one, other) => one.publishedAt - other.publishedAt);
}
