import { machine } from '../domain/actor.ts';
import { type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import { type Step, stepsDue } from '../domain/maintenance/automatic-maintenance.ts';
import { type Maintenance, postMaintenanceUpdate } from '../domain/maintenance/maintenance.ts';
import type { Text } from '../domain/text.ts';
import { inEveryLanguage } from '../i18n/every-language.ts';
import { formatFor } from '../i18n/format.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

const writing = { by: machine };
/** What is promised of a server that runs. */
const ON_TIME = SECOND;

/**
 * Does what an automatic maintenance has to do by now, in one publication; nothing where somebody was faster.
 *
 * @param zone whose clocks the public texts name
 * @param wasStopped has the server just come back? What it missed says so
 */
export async function runMaintenance(
	stores: Stores,
	id: string,
	zone: string,
	wasStopped: boolean,
	now: Instant,
): Promise<void> {
	const decide = (maintenance: Maintenance) => {
		const steps = stepsDue(maintenance, now);
		if (steps.length === 0) return null;
		return steps.reduce((before, step) => {
			// What was announced too late was not missed.
			const missed = wasStopped && now - Math.max(step.happenedAt, before.publishedAt) > ON_TIME;
			const body = bodyOf(step, zone, missed || isLate(step.happenedAt, now), missed);
			return postMaintenanceUpdate(before, { ...step, id: newId(), body }, now);
		}, maintenance);
	};
	await stores.maintenances.changeIfDue(id, decide, writing, now);
}

function isLate(at: Instant, now: Instant): boolean {
	return now - at > MINUTE;
}

function bodyOf({ status, happenedAt }: Step, zone: string, late: boolean, missed: boolean): Text {
	return inEveryLanguage(({ maintenance: t }, language) => {
		if (!late) return t.onTime[status];
		const format = formatFor(language, zone);
		const said = t.since[status](`${format.dateTime(happenedAt)} (${format.zone(happenedAt)})`);
		return `${said} ${missed ? t.missed : t.late}`;
	});
}
