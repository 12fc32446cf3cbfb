import type { Content } from '../content/load-content.ts';
import type { Instant } from '../domain/instant.ts';
import { readVerifierKey } from '../domain/log/signed-note.ts';
import { statusOf } from '../domain/status/status.ts';
import { openProposals } from '../queries/admin/proposals.ts';
import { factsDuring } from '../queries/shared/facts.ts';
import type { Reads } from '../stores/stores.ts';
import type { Figure, Metrics } from './metrics.ts';

/** What is known now: the content may be read anew. */
interface Standing {
	stores: Reads;
	content: Content;
	clock: () => Instant;
}

/** Shows in the metrics how things stand: what the page says, what monitors say, and what nobody has told yet. */
export function describeStanding(metrics: Metrics, standing: Standing): void {
	const reading = () => ({ stores: standing.stores, site: standing.content.site, now: standing.clock() });
	metrics.describe(
		'vigente_component_status',
		'1 for the status that the page shows for a component',
		['component', 'status'],
		async () => {
			const { now } = reading();
			const facts = await factsDuring(reading(), { start: now, end: now });
			const { components } = await standing.stores.components.catalogue();
			return components.map(({ slug }) => figure({ component: slug, status: statusOf(slug, now, facts).status }, 1));
		},
	);
	metrics.describe('vigente_proposals', 'What fails and no incident tells yet', ['component'], async () => {
		const open = Map.groupBy(await openProposals(reading()), ({ component }) => component.slug);
		return standing.content.catalogue.components.map(({ slug }) =>
			figure({ component: slug }, open.get(slug)?.length ?? 0),
		);
	});
	describeMonitors(metrics, standing);
	describeLog(metrics, standing);
	describeTold(metrics, standing);
}

/** What people wait for: an alarm rings while nobody looks at the console. */
function describeTold(metrics: Metrics, standing: Standing): void {
	const deliveries = 'Deliveries to subscribers that are due, or were given up after a day (parked)';
	metrics.describe('vigente_deliveries', deliveries, ['state'], async () => {
		const { due, parked } = await standing.stores.deliveries.counts();
		return [figure({ state: 'due' }, due), figure({ state: 'parked' }, parked)];
	});
	metrics.describe('vigente_person_letters', 'Letters to people of the console that wait to be sent', [], async () => {
		return [figure({}, await standing.stores.people.lettersWaiting())];
	});
	const posts = 'Posts that wait to be published, and those that were refused when their time came';
	metrics.describe('vigente_waiting_posts', posts, ['state'], async () => {
		const open = Map.groupBy(await standing.stores.waitingPosts.open(), ({ state }) => state);
		return (['waiting', 'refused'] as const).map((state) => figure({ state }, open.get(state)?.length ?? 0));
	});
}

/** The number of its head is that of the last publication, which is shown already. */
function describeLog(metrics: Metrics, standing: Standing): void {
	const witnesses = async () => {
		const known = new Set(standing.content.site.witnesses.map(({ key }) => key));
		return (await standing.stores.logWitnesses.all()).filter(({ key }) => known.has(key));
	};
	metrics.describe('vigente_publication_age_seconds', 'How long ago the last publication was', [], async () => {
		const [head] = await standing.stores.publications.newest(null, 1);
		return head === undefined ? [] : [figure({}, (standing.clock() - head.at) / 1000)];
	});
	const lag = 'How many publications a witness has not seen yet';
	metrics.describe('vigente_witness_lag', lag, ['witness'], async () => {
		return (await witnesses()).map(({ key, size }) =>
			figure({ witness: nameIn(key) }, standing.stores.publications.current() - size),
		);
	});
	metrics.describe('vigente_witness_failing', '1 while a witness does not answer', ['witness'], async () => {
		return (await witnesses()).map(({ key, failure }) => figure({ witness: nameIn(key) }, failure === null ? 0 : 1));
	});
}

function nameIn(key: string): string {
	return readVerifierKey(key)?.name ?? key;
}

function describeMonitors(metrics: Metrics, standing: Standing): void {
	const monitors = () =>
		standing.content.catalogue.components.flatMap(({ slug, monitors }) =>
			monitors.map(({ name }) => ({ component: slug, monitor: name })),
		);
	metrics.describe('vigente_monitor_failing', '1 while a monitor fails', ['component', 'monitor'], async () => {
		const open = (await standing.stores.observations.open()).filter(({ kind }) => kind === 'monitor');
		const failing = new Set(open.map((one) => `${one.component} ${one.source}`));
		return monitors().map((labels) => figure(labels, failing.has(`${labels.component} ${labels.monitor}`) ? 1 : 0));
	});
	metrics.describe(
		'vigente_monitor_last_sample_age_seconds',
		'How long ago a monitor last measured',
		['component', 'monitor'],
		async () => {
			const figures: Figure[] = [];
			for (const labels of monitors()) {
				const at = await standing.stores.samples.last(labels.component, labels.monitor);
				if (at !== null) figures.push(figure(labels, (standing.clock() - at) / 1000));
			}
			return figures;
		},
	);
}

function figure(labels: Record<string, string>, value: number): Figure {
	return { labels, value };
}
