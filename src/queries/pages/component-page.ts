import type { ShownStatus } from '../../domain/component.ts';
import { DAY, type Instant, MINUTE } from '../../domain/instant.ts';
import { isMeasuredWithin } from '../../domain/status/as-told.ts';
import { type Because, type Facts, standingOverride, statusOf, timelineOf } from '../../domain/status/status.ts';
import { formatUptime } from '../../domain/status/uptime.ts';
import { unconfirmed } from '../admin/proposals.ts';
import { factsDuring, fallsSilentAt, recordedSince } from '../shared/facts.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { recentDays, recentRange, type UptimeFigures, uptimeFigures, uptimeMeter } from '../shared/uptime-figures.ts';
import { type ComponentRow, downPartnersOf, isAsTold, rowOf, shownDays } from './component-rows.ts';
import { type FigureCorrection, figureCorrections } from './figure-corrections.ts';
import { type Fresh, figuresChange, latenessChanges, officeNow, validUntil } from './freshness.ts';
import { type ImportedRecord, importedRecords } from './imported-figures.ts';
import { type IncidentCard, incidentCard, type NamedComponent, named } from './incident-card.ts';
import { type MaintenanceCard, maintenanceCard } from './maintenance-card.ts';
import { type Said, said } from './said.ts';
import { type ResponseTimes, responseTimes, type WatchedDay, type Watching, watchingOf, weekOf } from './watching.ts';

/** Another one, as it is now. */
export interface RelatedComponent extends NamedComponent {
	status: ShownStatus;
	because: Because | null;
	asTold: boolean;
	/** The partners that it relies on and that are down. */
	downPartners: NamedComponent[];
}

export interface ComponentPage extends Fresh {
	component: ComponentRow;
	/** The uptime of each day, per cent, rounded down; null where there is no record. */
	dailyUptime: (string | null)[];
	group: string;
	url: string | null;
	dependsOn: RelatedComponent[];
	/** The systems that rely on this partner. */
	reliedOnBy: RelatedComponent[];
	incidents: IncidentCard[];
	maintenances: MaintenanceCard[];
	/** When recording began. */
	since: Instant;
	weights: Reading['site']['uptime_weights'];
	/** Of the last so many days, to the instant. */
	recent: { days: number; figures: UptimeFigures }[];
	/** Since when a measurement fails that nobody has confirmed; null where none does. */
	unconfirmedSince: Instant | null;
	/** Why staff set the status by hand; null where they didn't, or gave no reason. */
	byHand: Said | null;
	week: WatchedDay[];
	watching: Watching;
	/** Did anything measure it in the days that are shown? */
	isMeasured: boolean;
	responses: ResponseTimes;
	/** What other tools had measured, before or beside what we measure. */
	imported: ImportedRecord[];
	corrections: FigureCorrection[];
}

/** Null when there is no such component. */
export async function componentPage(reading: Reading, slug: string): Promise<ComponentPage | null> {
	const { stores, site, now } = reading;
	const catalogue = await stores.components.catalogue();
	const component = catalogue.components.find((one) => one.slug === slug);
	if (!component) return null;
	const shown = shownDays(reading);
	// The last of the figures begins within the first day that is shown.
	const range = { start: Math.min(shown.range.start, now - 90 * DAY), end: now };
	const facts = await factsDuring(reading, range, slug);
	const timeline = timelineOf(slug, range, facts);
	const revisions = await stores.revisions.all();
	const group = catalogue.groups.find((one) => one.slug === component.group);
	const touching = facts.incidents.filter(({ changes }) => changes.some((change) => change.component === slug));
	const works = facts.maintenances.filter(({ components }) => components.includes(slug));
	const present = await factsDuring(reading, { start: now, end: now });
	const downPartners = downPartnersOf(reading, catalogue, present);
	const row = rowOf(reading, component, shown, facts, downPartners(component));
	const related = (slug: string): RelatedComponent => {
		const { status, because } = statusOf(slug, now, present);
		const known = catalogue.components.find((one) => one.slug === slug);
		return {
			...{ ...named(reading, slug, catalogue), status, because },
			asTold: isAsTold(present, slug, now, { status, because }),
			downPartners: known ? downPartners(known) : [],
		};
	};
	const watching = await watchingOf(reading, component);
	const isWatched = watching.monitors.length > 0 || watching.partner !== null;
	const maintenances = works.map((one) => maintenanceCard(reading, one, catalogue, revisions));
	const dependsOn = component.dependsOn.map(related);
	const reliedOnBy = catalogue.components.filter((one) => one.dependsOn.includes(slug)).map((one) => related(one.slug));
	const isLate = [row, ...dependsOn, ...reliedOnBy].some(({ because }) => because?.kind === 'overrun');
	return {
		component: row,
		dailyUptime: row.days.map(({ status, uptime }) => (status === null ? null : formatUptime(uptime))),
		group: group ? worded(reading, group.name).wording : '',
		url: component.url,
		dependsOn,
		reliedOnBy,
		incidents: touching.map((incident) => incidentCard(reading, incident, catalogue)),
		maintenances,
		since: recordedSince(facts, slug),
		weights: site.uptime_weights,
		recent: recentDays.map((days) => {
			const meter = uptimeMeter(site, recentRange(days, now), now);
			return { days, figures: uptimeFigures(meter(slug, timeline, facts)) };
		}),
		unconfirmedSince: (await unconfirmed(reading)).find((one) => one.component === slug)?.from ?? null,
		byHand: reasonOf(reading, facts, slug),
		week: weekOf(reading, timeline),
		watching,
		isMeasured: isMeasuredWithin(facts.sources, slug, shown.range),
		responses: await responseTimes(reading, slug),
		imported: await importedRecords(reading, slug),
		corrections: figureCorrections(reading, touching),
		validUntil: validUntil(reading, [
			figuresChange([row], now),
			fallsSilentAt(present, now),
			officeNow(reading).changesAt,
			fallsSilentAt(facts, now),
			// What it measures changes without anything that is published, and what is late is later each minute.
			isWatched || isLate ? now + MINUTE : null,
			...latenessChanges(maintenances, now),
		]),
	};
}

function reasonOf(reading: Reading, facts: Facts, slug: string): Said | null {
	const reason = standingOverride(facts, slug)?.reason;
	return reason ? said(reading, reason, 1) : null;
}
