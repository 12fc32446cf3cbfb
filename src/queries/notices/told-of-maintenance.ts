import type { Instant } from '../../domain/instant.ts';
import { type Maintenance, type MaintenanceUpdate, plannedWindow } from '../../domain/maintenance/maintenance.ts';
import type { Fact, Tone } from '../../domain/notices/told.ts';
import { formatFor } from '../../i18n/format.ts';
import { messagesIn } from '../../i18n/messages.ts';
import { namesIn, type ResourceReading } from '../admin/resource.ts';
import { worded } from '../shared/reading.ts';
import { bodyOf, howLong, type News, updateAt } from './news.ts';
import type { Occasion } from './occasion.ts';

/** What is new of planned work: what was said then, where it has moved to, or that it is near. */
export async function toldOfMaintenance(
	reading: ResourceReading,
	occasion: Occasion,
	maintenance: Maintenance,
): Promise<News> {
	const { told } = messagesIn(reading.language);
	const title = worded(reading, maintenance.title).wording;
	const path = `/maintenance/${maintenance.id}`;
	if (maintenance.retraction) {
		const body = bodyOf(reading, maintenance.retraction.reason);
		return { title, path, state: told.retracted, tone: 'plain', body, facts: [] };
	}
	const update = updateAt(maintenance.updates, occasion.at);
	const isNear = occasion.kind === 'maintenance.near';
	return {
		...{ title, path },
		...stateOf(reading, occasion, maintenance, update),
		// Whoever is reminded was told what it is for: it is said again, since that was a week ago.
		body: bodyOf(reading, (isNear ? maintenance.updates[0] : update)?.body),
		facts: await factsOf(reading, maintenance, isNear ? null : update),
	};
}

function stateOf(
	reading: ResourceReading,
	{ kind }: Occasion,
	maintenance: Maintenance,
	update: MaintenanceUpdate | null,
): { state: string; tone: Tone } {
	const { told, maintenanceStatus } = messagesIn(reading.language);
	const status = maintenanceStatus[update?.status ?? maintenance.status];
	const tone = maintenance.status === 'completed' ? 'good' : 'planned';
	if (kind === 'maintenance.near')
		return { state: told.reminder(howLong(reading, maintenance.planned.start - reading.now)), tone };
	if (kind === 'maintenance.reopened') return { state: told.reopened, tone };
	if (kind === 'maintenance.edited') return { state: `${told.corrected} · ${status}`, tone };
	if (kind === 'maintenance.amended') return { state: hasMoved(update) ? told.moved : told.corrected, tone };
	return { state: status, tone };
}

function hasMoved(update: MaintenanceUpdate | null): boolean {
	return (update?.amended ?? []).some(({ field }) => field === 'planned_start' || field === 'planned_end');
}

async function factsOf(
	reading: ResourceReading,
	maintenance: Maintenance,
	update: MaintenanceUpdate | null,
): Promise<Fact[]> {
	const { told } = messagesIn(reading.language);
	const nameOf = namesIn(reading, await reading.stores.components.catalogue());
	return [
		{ label: told.planned, value: windowIn(reading, plannedWindow(maintenance.planned)) },
		...(hasMoved(update) ? [{ label: told.before, value: windowIn(reading, windowBefore(maintenance, update)) }] : []),
		{ label: told.affected, value: maintenance.components.map(nameOf).join('; ') },
	];
}

function windowIn(reading: ResourceReading, { start, end }: { start: Instant; end: Instant | null }): string {
	const { told } = messagesIn(reading.language);
	const format = formatFor(reading.language, reading.site.time_zone);
	if (end === null) return `${told.from(format.dateTime(start))} ${format.zone(start)}`;
	return `${told.window(format.dateTime(start), format.dateTime(end))} ${format.zone(end)}`;
}

/** As it was planned until this update moved it. */
function windowBefore(
	{ planned }: Maintenance,
	update: MaintenanceUpdate | null,
): { start: Instant; end: Instant | null } {
	const from = (field: string) => update?.amended.find((one) => one.field === field)?.from;
	const [start, end] = [from('planned_start'), from('planned_end')];
	return plannedWindow({
		start: typeof start === 'number' ? start : planned.start,
		end: typeof end === 'number' ? end : planned.end,
	});
}
