import { asHappened, isCorrection } from '../incidents/told-order.ts';
import { type Instant, type Interval, MINUTE } from '../instant.ts';
import { overlapOf, unionOf, withoutHoles } from '../time/interval.ts';
import { END_UNKNOWN, isOver, type Maintenance } from './maintenance.ts';

/** The windows that a maintenance was planned for before the one that it has now, oldest first, each once. */
export function formerWindows({ planned, updates }: Pick<Maintenance, 'planned' | 'updates'>): Interval[] {
	const former: Interval[] = [];
	let window = planned;
	for (const { amended } of updates.toReversed()) {
		const before = { ...window };
		for (const { field, from } of amended) {
			if (field === 'planned_start') before.start = Number(from);
			if (field === 'planned_end') before.end = endIn(from);
		}
		window = before;
		if (![planned, ...former].some((known) => isSame(known, window))) former.unshift(window);
	}
	return former;
}

/**
 * Until when the work was announced, as far as it was announced in time: an end that is moved once it has passed, while the
 * work goes on, announces nothing. Work that has not begun may be planned anew at any time.
 */
export function announcedEnd({
	planned,
	startedAt,
	updates,
}: Pick<Maintenance, 'planned' | 'startedAt' | 'updates'>): Instant {
	const moves = updates.flatMap(({ amended, publishedAt }) => {
		const move = amended.find(({ field }) => field === 'planned_end');
		return move ? [{ from: endIn(move.from), to: endIn(move.to), publishedAt }] : [];
	});
	let end = moves[0]?.from ?? planned.end;
	for (const { to, publishedAt } of moves) {
		// Until it was shortened it was announced.
		if (startedAt === null || publishedAt < startedAt) end = to;
		else if (publishedAt < end) end = Math.max(to, publishedAt);
	}
	return end;
}

/**
 * The end that binds, once it has passed while work goes on: the last one that was set before it passed, whatever was set
 * afterwards. Null for work that is in time, or of which nobody said until when. What ends by itself is only late where it
 * didn't, a minute later.
 */
export function overdueSince(
	maintenance: Pick<Maintenance, 'startedAt' | 'endedAt' | 'automatic' | 'planned' | 'updates'>,
	now: Instant,
): Instant | null {
	const { startedAt, endedAt, automatic } = maintenance;
	if (startedAt === null || endedAt !== null) return null;
	const end = announcedEnd(maintenance);
	return now >= end + (automatic ? MINUTE : 0) ? end : null;
}

/**
 * Since when it was announced that work would touch a component: since the work was, or since the component was added to
 * it. What is told of work afterwards announces nothing.
 */
export function announcedSince(
	{ publishedAt, updates }: Pick<Maintenance, 'publishedAt' | 'updates'>,
	slug: string,
): Instant {
	const lists = updates.flatMap(({ amended, publishedAt }) => {
		const change = amended.find(({ field }) => field === 'components');
		return change ? [{ from: namesIn(change.from), to: namesIn(change.to), publishedAt }] : [];
	});
	const added = lists.findLast(({ from, to }) => to.includes(slug) && !from.includes(slug));
	return added?.publishedAt ?? publishedAt;
}

/**
 * Is it no preventive work: was it announced after the start that it was planned for, or after it had begun? Nobody could
 * prepare for it, so it is not deducted from any uptime, and does not count in how work kept to its window (SLA §2.3).
 */
export function isEmergency({
	planned,
	startedAt,
	publishedAt,
	updates,
}: Pick<Maintenance, 'planned' | 'startedAt' | 'publishedAt' | 'updates'>): boolean {
	const moves = updates.flatMap(({ amended }) => amended.filter(({ field }) => field === 'planned_start'));
	const plannedStart = moves[0] === undefined ? planned.start : Number(moves[0].from);
	return publishedAt > Math.min(plannedStart, startedAt ?? Number.POSITIVE_INFINITY);
}

/** When work was under way: from its start to its end, but for the time between a completion and a reopening. */
export function workOf({
	startedAt,
	endedAt,
	updates,
}: Pick<Maintenance, 'startedAt' | 'endedAt' | 'updates'>): Interval[] {
	if (startedAt === null) return [];
	const told = asHappened(updates.filter((one) => !isCorrection(one)));
	const pauses = told.flatMap((one, index): Interval[] => {
		const next = isOver(one) ? told.slice(index + 1).find((other) => !isOver(other)) : undefined;
		return next ? [{ start: one.happenedAt, end: next.happenedAt }] : [];
	});
	return withoutHoles({ start: startedAt, end: endedAt ?? Number.POSITIVE_INFINITY }, unionOf(pauses));
}

/** Was it announced that work would be under way at an instant, and is it? */
export function isAnnouncedWork(maintenance: Maintenance, at: Instant): boolean {
	return at < announcedEnd(maintenance) && workOf(maintenance).some(({ start, end }) => start <= at && at < end);
}

/** The maintenances among `others` that are planned for the same component at the same time, while both are still to be done. */
export function overlapping(maintenance: Maintenance, others: readonly Maintenance[]): Maintenance[] {
	if (isOver(maintenance)) return [];
	return others.filter(
		(other) =>
			other.id !== maintenance.id &&
			!isOver(other) &&
			overlapOf(other.planned, maintenance.planned) !== null &&
			other.components.some((slug) => maintenance.components.includes(slug)),
	);
}

function namesIn(amended: string | Instant | null): string[] {
	return String(amended ?? '').split(', ');
}

function endIn(amended: string | Instant | null): Instant {
	return amended === null ? END_UNKNOWN : Number(amended);
}

function isSame(one: Interval, other: Interval): boolean {
	return one.start === other.start && one.end === other.end;
}
