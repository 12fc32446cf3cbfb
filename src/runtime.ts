import { type Database, isMigrated, openDatabase } from '../db/open.ts';
import { Turns } from './cache/turns.ts';
import { newId } from './commands/new-id.ts';
import { publishPendingRevisions } from './commands/publish-pending-revisions.ts';
import { type Config, readConfig } from './config.ts';
import { type Content, loadContent } from './content/load-content.ts';
import { isPrivateHost } from './content/public-address.ts';
import { DAY, type Instant } from './domain/instant.ts';
import { keepMaintenances } from './jobs/keep-maintenances.ts';
import { keepReports } from './jobs/keep-reports.ts';
import { startWatch } from './jobs/watch.ts';
import { type Log, openLog } from './log.ts';
import { Metrics } from './metrics.ts';
import { openStores, type Stores } from './stores/stores.ts';

/** Everything that a request, a command line or a job needs, put together in one place. */
export interface Runtime {
	config: Config;
	content: Content;
	stores: Stores;
	log: Log;
	metrics: Metrics;
	clock: () => Instant;
	/** Who computes next what a stranger asks for. */
	turns: Turns;
	/** Does the database answer, with all migrations applied? */
	isHealthy: () => boolean;
	/** Resolves once the last of what is under way is kept. */
	close: () => Promise<void>;
}

/** What is stored, and the content beside it. Opening it publishes nothing. */
export interface Storage {
	content: Content;
	database: Database;
	stores: Stores;
}

/** @throws ContentError or DatabaseError: one clear line each, and nothing was changed */
export function openStorage(config: Config): Storage {
	const content = loadContent(config.contentDir);
	const database = openDatabase(config.databaseUrl);
	return { content, database, stores: openStores(database, content.catalogue) };
}

/** Whoever repeats a request does so within hours. */
const RECEIPTS_KEPT = 7 * DAY;

/** @throws ContentError or DatabaseError: one clear line each, and nothing was changed */
export async function openRuntime(config: Config): Promise<Runtime> {
	const { content, database, stores } = openStorage(config);
	const log = openLog(config.logLevel);
	const clock = Date.now;
	const problems = await publishPendingRevisions(stores, content.revisionFiles, clock());
	for (const problem of problems) log.error(problem);
	await stores.identities.nameFeeds(authorityOf(config));
	await stores.receipts.prune(clock() - RECEIPTS_KEPT);
	const stopMaintenances = await keepMaintenances(stores, content.site, clock, log);
	const isHealthy = () => {
		try {
			return isMigrated(database);
		} catch {
			return false;
		}
	};
	const metrics = new Metrics(() => stores.publications.current(), problems.length);
	const stopReports = keepReports(stores, content.site, clock, log);
	const stopWatch = startWatch({ stores, content, clock, log, metrics });
	const close = async () => {
		stopMaintenances();
		stopReports();
		await stopWatch().finally(() => database.$client.close());
	};
	return { config, content, stores, log, metrics, clock, turns: new Turns(), isHealthy, close };
}

/** What is tried out on one's own machine has no name that is the only one in the world. */
function authorityOf({ siteUrl }: Config): string {
	const { hostname } = new URL(siteUrl);
	return isPrivateHost(hostname) ? `${newId()}.invalid` : hostname;
}

let shared: Promise<Runtime> | undefined;

/** The one runtime of this process: the server and Astro's pages meet here. */
export function sharedRuntime(): Promise<Runtime> {
	shared ??= openRuntime(readConfig(process.env));
	return shared;
}
