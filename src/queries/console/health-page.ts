import { officeOf } from '../../content/office.ts';
import type { Catalogue } from '../../domain/component.ts';
import { DAY, type Instant, MINUTE } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery.ts';
import { lanes } from '../../domain/notices/subscriber.ts';
import { isOpen, type OfficeHours } from '../../domain/time/office.ts';
import type { Monitor } from '../../domain/watch/monitor.ts';
import type { Backup } from '../../stores/stores.ts';
import { type OnDeparted, openOnDeparted } from '../shared/open-on-departed.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { differ, type ReloadOutcome, reloadOutcome, type ServerAnswer, serversNow } from '../shared/reload-outcome.ts';

/** A copy that is older has lost too much. */
const BACKUP_HOLDS = 7 * DAY;
/** What is sent as it should be waits no longer. */
const SENT_WITHIN = 10 * MINUTE;
/** Between two looks of a monitor, what takes longer than that is late. */
const ROOM = MINUTE;

interface Watched {
	component: string;
	monitor: string;
	/** When it last measured; null where it never did, or that was forgotten. */
	last: Instant | null;
	/** Before the next measurement, in ms; null for what measures when it likes. */
	every: number | null;
	isLate: boolean;
	/** Does it measure while the office is open only? */
	inOfficeHours: boolean;
}

/** What whoever runs the site wants to know of it. */
export interface HealthPage {
	monitors: Watched[];
	deliveries: Readonly<Record<DeliveryState, number>>;
	/** Since when the longest of what is due waits, where that is too long; else null. */
	stuckSince: Instant | null;
	/** Letters to people of the console, but for reminders, which wait for their time. */
	letters: number;
	/** Is there a publication or a reminder of which nobody has seen yet whom it is told? */
	isWaiting: boolean;
	/** In bytes. */
	size: number;
	backup: (Backup & { isOld: boolean }) | null;
	/** Open incidents by which something fails that is no longer part of the site. */
	departed: OnDeparted[];
	/** Every server that is there, or was within the hour, and what it made of a reload: of the last one, else. */
	servers: ServerAnswer[];
	/** Do those that are there go by different folders? */
	differ: boolean;
	/** What became of the reload that was asked about; null where there is no such. */
	reload: ReloadOutcome['state'] | null;
}

/** @param publication of the reload that somebody looks at; 0 for none */
export async function healthPage(
	reading: Reading,
	{ components }: Pick<Catalogue, 'components'>,
	publication: number,
): Promise<HealthPage> {
	const { stores, now } = reading;
	const { samples, deliveries, backups, contentReadings, people } = stores;
	const office = officeOf(reading.site);
	const backup = await backups.last();
	const due = (await Promise.all(lanes.map((lane) => deliveries.nextDue(lane)))).filter((at) => at !== null);
	const longest = Math.min(...due);
	const monitors = components.flatMap(({ slug, name, monitors }) =>
		monitors.map(async (monitor): Promise<Watched> => {
			const last = await samples.last(slug, monitor.name);
			return {
				component: worded(reading, name).wording,
				monitor: monitor.name,
				last,
				inOfficeHours: monitor.hours !== 'always',
				...paceOf(monitor, last, now, office),
			};
		}),
	);
	const isReload = publication > 0 && (await contentReadings.askedBy(publication)) !== null;
	const outcome = isReload ? await reloadOutcome(reading, publication) : null;
	const servers = outcome?.servers ?? (await serversNow(reading, (await contentReadings.asked())?.number ?? 0));
	return {
		monitors: await Promise.all(monitors),
		deliveries: await deliveries.counts(),
		stuckSince: longest < now - SENT_WITHIN ? longest : null,
		letters: await people.lettersWaiting(),
		isWaiting: (await deliveries.waiting()) !== null,
		size: await backups.size(),
		backup: backup && { ...backup, isOld: now - backup.at > BACKUP_HOLDS },
		departed: await openOnDeparted(stores, now),
		...{ servers, differ: differ(servers) },
		reload: outcome?.state ?? null,
	};
}

/** Late is what has missed one turn and most of another, while it was to measure. */
function paceOf(
	{ probe, intervalMillis, hours }: Monitor,
	last: Instant | null,
	now: Instant,
	office: OfficeHours,
): Pick<Watched, 'every' | 'isLate'> {
	if (probe.kind === 'external' || probe.kind === 'heartbeat') return { every: null, isLate: false };
	const latest = now - 2 * intervalMillis - ROOM;
	const wasDue = hours === 'always' || (isOpen(office, latest) && isOpen(office, now));
	return { every: intervalMillis, isLate: last !== null && last < latest && wasDue };
}
