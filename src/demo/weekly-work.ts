import { scheduleMaintenanceSeries } from '../commands/schedule-maintenance-series.ts';
import type { Site } from '../content/site.ts';
import { DAY, HOUR, type Instant } from '../domain/instant.ts';
import { runMaintenances } from '../jobs/run-maintenances.ts';
import type { Stores } from '../stores/stores.ts';
import type { Calendar } from './calendar.ts';
import { type Moment, operations, say } from './story.ts';

/** How long ago it was announced: long enough for one night of it to be over. */
const ANNOUNCED = 12;

/** Every Sunday night, within the promised window (23:00–05:00 −03:00), by itself. */
export function weeklyWork(stores: Stores, site: Site, { on, now }: Calendar): Moment[] {
	const announced = on(ANNOUNCED, '11:30');
	const sunday = Array.from({ length: 7 }, (_, days) => ANNOUNCED - 1 - days).find((days) =>
		isSunday(on(days, '12:00')),
	);
	const planned = { start: on(sunday ?? 0, '23:30'), end: on((sunday ?? 0) - 1, '00:30') };
	const announce = () => {
		const draft = { ...texts, components: ['message-history'], planned, automatic: true };
		const rule = { rrule: 'FREQ=WEEKLY;BYDAY=SU', zone: site.time_zone, exceptions: [] };
		return scheduleMaintenanceSeries(stores, { ...draft, ...rule }, operations, announced);
	};
	const nights = [planned.start, planned.end, planned.start + 7 * DAY, planned.end + 7 * DAY];
	const run = (at: Instant) => ({ at, happen: () => runMaintenances(stores, site, at, false) });
	return [{ at: announced, happen: announce }, ...nights.filter((at) => at <= now).map(run)];
}

/** By the clocks of Brasilia, where there is no summer time. */
function isSunday(at: Instant): boolean {
	return new Date(at - 3 * HOUR).getUTCDay() === 0;
}

const texts = {
	title: say('Revisión semanal del archivo', 'Revisão semanal do arquivo', 'Weekly check of the archive'),
	body: say(
		'Todos los domingos por la noche revisamos el archivo de mensajes. Durante el trabajo el historial puede responder con lentitud; la atención no se interrumpe.',
		'Todo domingo à noite revisamos o arquivo de mensagens. Durante o trabalho, o histórico pode responder com lentidão; o atendimento não é interrompido.',
		'Every Sunday night we check the message archive. Meanwhile the history may be slow to answer; conversations go on without a break.',
	),
};
