import { hostname } from 'node:os';
import { type Adopted, adoptContent } from './commands/adopt-content.ts';
import { stoppingMistakes, unnamedAgreement } from './commands/content-mistakes.ts';
import { draftLine } from './commands/drafts.ts';
import { newId } from './commands/new-id.ts';
import { changeSecurity } from './commands/people.ts';
import type { Desk } from './commands/posts.ts';
import { type Config, readConfig } from './config.ts';
import { changesOf } from './content/changes.ts';
import { contentDigest } from './content/content-digest.ts';
import type { RevisionFile } from './content/load-content.ts';
import { type Content, loadContent } from './content/load-content.ts';
import { calendarOf } from './content/office.ts';
import { sha256 } from './domain/canonical.ts';
import type { ContentChange } from './domain/content-change.ts';
import { isDatabaseError } from './domain/errors.ts';
import type { Instant } from './domain/instant.ts';
import type { LogSigner } from './domain/log/signing-key.ts';
import type { Revision } from './domain/sla/revision.ts';
import { AgreedTime } from './domain/time/agreed-time.ts';
import { isPrivateHost } from './domain/watch/public-address.ts';
import { ContentError } from './files/content-error.ts';
import { keepContent, type Taken } from './jobs/keep-content.ts';
import { keepDeliveries } from './jobs/keep-deliveries.ts';
import { keepForgetting } from './jobs/keep-forgetting.ts';
import { keepHub } from './jobs/keep-hub.ts';
import { keepMaintenances } from './jobs/keep-maintenances.ts';
import { keepPersonLetters } from './jobs/keep-person-letters.ts';
import { keepProposals } from './jobs/keep-proposals.ts';
import { keepReports } from './jobs/keep-reports.ts';
import { keepTextsCompared, textsBesideFiles } from './jobs/keep-texts-compared.ts';
import { keepVerdicts } from './jobs/keep-verdicts.ts';
import { keepWaiting } from './jobs/keep-waiting.ts';
import { keepWitnesses } from './jobs/keep-witnesses.ts';
import { othersThere } from './jobs/others-there.ts';
import { startWatch } from './jobs/watch.ts';
import { whileHolding } from './jobs/while-holding.ts';
import { HealthCheck } from './operating/health.ts';
import { JobClock } from './operating/job-clock.ts';
import { type Log, openLog } from './operating/log.ts';
import { openLogKey, refuseKeyAlone } from './operating/log-key.ts';
import { Metrics } from './operating/metrics.ts';
import { describeStanding } from './operating/standing.ts';
import { openProvider } from './outbound/identity-provider.ts';
import { mailFailure, openMail } from './outbound/mail.ts';
import { People } from './people/people.ts';
import { departures } from './queries/pages/departures.ts';
import { originOf } from './queries/shared/log-head.ts';
import { findJudged, findPromises } from './queries/shared/promise-book.ts';
import { Asking } from './serving/asking.ts';
import { Turns } from './serving/cache/turns.ts';
import { TokenUses } from './serving/token-uses.ts';
import { databaseError } from './stores/database-error.ts';
import type { Engine } from './stores/engine.ts';
import { isThere, openEngine, placeOf } from './stores/open-engine.ts';
import { openStores } from './stores/sql/open-stores.ts';
import type { Stores } from './stores/stores.ts';

/** Everything that a request, a command line or a job needs, put together in one place. */
export interface Runtime {
	config: Config;
	/** Another one once it was read anew, and stores that know it: whoever keeps them has those of before. */
	content: Content;
	stores: Stores;
	/** Where people's posts are published. */
	desk: Desk;
	log: Log;
	/** Signs for the ledger. */
	signer: LogSigner;
	/** Who may use the console. */
	people: People;
	metrics: Metrics;
	clock: () => Instant;
	/** Who computes next what a stranger asks for. */
	turns: Turns;
	tokenUses: TokenUses;
	health: HealthCheck;
	/** Why the mail server takes no letters now; null where it does, and where there is none. */
	mailFailure: () => Promise<string | null>;
	/** A limit of so many points within so many seconds, over all nodes. */
	limiter: Engine['limiter'];
	/** How often strangers may have us write to somebody. */
	asking: Asking;
	/** A line for each revision that this start has put in force, and for each draft that it has not. */
	revisions: string[];
	/** Resolves once all that this node has published so far has been judged; at once where another node does that. */
	judged: () => Promise<void>;
	/** Tells a listener whenever the content was read anew. */
	heedContent: (listener: () => void) => void;
	/** The name of this process, for as long as it runs. */
	node: string;
	/** Resolves once the last of what is under way is kept. */
	close: () => Promise<void>;
}

/** What is stored, and the content beside it. Opening it publishes nothing. */
export interface Storage {
	content: Content;
	engine: Engine;
	stores: Stores;
}

/** @throws ContentError or DatabaseError: one clear line each, and nothing was changed */
export async function openStorage(config: Config): Promise<Storage> {
	const content = loadContent(config.contentDir);
	const { databaseUrl } = config;
	refuseKeyAlone(config, { place: placeOf(databaseUrl), isThere: isThere(databaseUrl) });
	const engine = await openEngine(databaseUrl);
	return { content, engine, stores: storesOf(engine, content) };
}

function storesOf(engine: Engine, { catalogue, site }: Content): Stores {
	return openStores(engine, catalogue, calendarOf(site), site.approval);
}

const TWO_SERVERS =
	'another server uses this database, or died elsewhere less than a minute ago: over SQLite there has to be one';

/** After a backup was put back, nobody knows whether what waited in it was published or cancelled since. */
async function tellOfRestored({ waitingPosts }: Pick<Stores, 'waitingPosts'>, log: Log): Promise<void> {
	const posts = (await waitingPosts.open()).filter(({ restoredAt }) => restoredAt !== null).length;
	if (posts > 0) log.warn({ posts }, 'a backup was put back: the posts that waited in it wait for somebody (/admin)');
}

/** @throws ContentError, DatabaseError or KeyFileError: one clear line each, and nothing was changed */
export async function openRuntime(config: Config): Promise<Runtime> {
	const since = Date.now();
	const { content, engine, stores } = await openStorage(config);
	const log = openLog(config.logLevel);
	if (engine.migrated > 0) log.info({ migrations: engine.migrated }, 'the database was brought up to this version');
	const clock = Date.now;
	await stores.search.fillIfEmpty();
	await stores.logTiles.complete();
	await stores.identities.nameFeeds(authorityOf(config));
	const place = { file: config.logKeyFile, isShared: engine.isShared };
	const signer = await openLogKey(place, stores, await originOf(stores), clock());
	if (signer.isFormer)
		log.warn(
			'the log in this database is older than the last change of its key: the former key, which stands below in log.key, signs (vigente log key --rotate takes over again)',
		);
	const people = new People(engine, {
		...{ siteUrl: config.siteUrl, siteName: content.site.name, newId },
		secrets: signer.secretsFor('people'),
		note: (personId, change, write) => changeSecurity(stores, personId, change, write, clock(), config.mail !== null),
		provider: config.provider && openProvider(config.provider, `${config.siteUrl}/admin/company/back`),
		remark: (message) => log.debug(message),
	});
	const texts = textsBesideFiles(config.contentDir, log);
	const adopt = async (next: Content, nextStores: Stores) => {
		const gone = await departures(nextStores, clock());
		const adopted = await adoptContent(next, nextStores, clock());
		const unnamed = unnamedAgreement(next.site, await nextStores.revisions.all());
		for (const line of [...gone, ...unnamed]) log.warn(line);
		const lines = linesOf(adopted, next.site.publish_files_at_start, log);
		await texts.look(nextStores);
		return { adopted, lines, remarks: [...gone, ...unnamed, ...adopted.drafts.map(draftLine), ...texts.problems] };
	};
	const { lines } = await adopt(content, stores);
	if ((content.site.security?.expires ?? Infinity) <= clock())
		log.warn('site.yaml: security.expires has passed, so that /.well-known/security.txt is not shown any more');
	await tellOfRestored(stores, log);
	const steady = new JobClock(clock, await lastKnown(stores), log);
	const health = new HealthCheck(stores, engine, clock, steady, log);
	const times = { steady: () => steady.now(), agreed: await agreedTime(stores, clock) };
	engine.tend((error) =>
		log.error({ err: error }, 'the database could not be tidied or is not heard, or whoever heeds it failed'),
	);
	const metrics = new Metrics(
		() => stores.publications.current(),
		() => texts.problems.length,
	);
	const limiter: Engine['limiter'] = (points, seconds) => engine.limiter(points, seconds);
	if (config.mail === null) log.info('SMTP_URL is not set: nobody is told by e-mail, and no page offers it');
	const listeners: (() => void)[] = [];
	const runtime: Runtime = {
		...{
			config,
			content,
			stores,
			log,
			signer,
			people,
			metrics,
			clock,
			health,
			limiter,
			node: `${hostname()} ${process.pid} ${newId()}`,
			desk: deskOf(content, stores, log),
		},
		turns: new Turns(),
		mailFailure: async () => config.mail && mailFailure(config.mail.smtpUrl),
		tokenUses: new TokenUses((error) => log.debug({ err: error }, 'it could not be noted that a token was used')),
		asking: new Asking(limiter),
		revisions: lines,
		judged: async () => {},
		heedContent: (listener) => void listeners.push(listener),
		close: async () => {},
	};
	describeStanding(metrics, runtime);
	let stop = await startAll(runtime, engine.isShared, times);
	const reload = async (): Promise<Taken> => {
		const next = loadContent(config.contentDir);
		const nextStores = storesOf(engine, next);
		const mistakes = await stoppingMistakes(next, nextStores);
		if (mistakes.length > 0) throw new ContentError(mistakes);
		const before = runtime.content;
		const { adopted, remarks } = await adopt(next, nextStores);
		// What it did has to be over before anybody else begins to do it.
		await stop();
		Object.assign(runtime, { content: next, stores: nextStores, desk: deskOf(next, nextStores, log) });
		for (const listener of listeners) listener();
		stop = await startAll(runtime, engine.isShared, times);
		return { digest: contentDigest(next), changes: [...changesOf(before, next), ...broughtBy(adopted)], remarks };
	};
	const others = await othersThere(stores, runtime.node, clock());
	if (others.length > 0 && !engine.isShared) log.error({ servers: others }, TWO_SERVERS);
	const stopComparing = keepTextsCompared(texts, () => runtime.stores);
	const stopKeeping = await keepContent(
		stores,
		{ node: runtime.node, since, digest: contentDigest(content), reload },
		clock,
		log,
	);
	runtime.close = async () => {
		stopComparing();
		await stopKeeping();
		await stop().finally(() => engine.close());
	};
	return runtime;
}

function broughtBy({ published }: Adopted): ContentChange[] {
	return published.map(({ revision: { document, number } }) => {
		return { what: 'revision', name: `${document} ${number}`, turn: 'came' };
	});
}

function deskOf({ site, templates }: Content, stores: Stores, log: Log): Desk {
	const failed = (err: unknown, post: string) =>
		log.error({ err, post }, 'what waits fails by a mistake of the program');
	return { stores, site, templates, find: findJudged(stores, site), failed };
}

/** A line for each revision that came into force, and for each draft that has not; what else there is to say goes to the log. */
function linesOf({ published, drafts, left }: Adopted, isUsual: boolean, log: Log): string[] {
	for (const source of left) log.warn({ source }, 'site.yaml names this source no more: its alerts are over');
	const inForce = published.map(({ revision, files }) => publishedLine(revision, files, isUsual));
	const waiting = drafts.map(draftLine);
	for (const line of inForce) log.info(line);
	for (const line of waiting) log.warn(line);
	return [...inForce, ...waiting];
}

interface Times {
	/** What jobs go by: a clock that leaps and comes back publishes nothing. */
	steady: () => Instant;
	/** An instant that has passed for certain. */
	agreed: () => Promise<Instant>;
}

/** What goes by the content of now: jobs, of which one of several nodes does its part, and what every node sends. @returns stops it */
async function startAll(
	runtime: Runtime,
	isShared: boolean,
	{ steady: clock, agreed }: Times,
): Promise<() => Promise<void>> {
	const { config, stores, content, log } = runtime;
	const work = async () => {
		const { caughtUp, stop } = await startWork({ ...runtime, clock }, agreed);
		runtime.judged = caughtUp;
		return async () => {
			runtime.judged = async () => {};
			await stop();
		};
	};
	const stopWork = isShared ? await whileHolding(stores, work, clock, log) : await work();
	// Every node sends: each claims what it does.
	const outlets = {
		mail: config.mail && openMail(config.mail.smtpUrl, config.mail.from),
		mailPerSecond: config.mail?.perSecond ?? null,
		telegram: config.telegramBot,
	};
	const about = { site: content.site, siteUrl: config.siteUrl };
	const stopDeliveries = keepDeliveries({ stores, ...about }, outlets, clock, log);
	const stopLetters = outlets.mail && keepPersonLetters({ stores, ...about }, outlets.mail, clock, log);
	return async () => {
		await Promise.all([stopDeliveries(), stopLetters?.()]);
		await stopWork();
	};
}

/** What runs without being asked. Of several nodes, one does it. */
async function startWork(
	{
		config: { siteUrl, webSubHub },
		stores,
		desk,
		content,
		log,
		signer,
		metrics,
		clock,
	}: Pick<Runtime, 'config' | 'stores' | 'desk' | 'content' | 'log' | 'signer' | 'metrics' | 'clock'>,
	agreed: () => Promise<Instant>,
): Promise<{ caughtUp: () => Promise<void>; stop: () => Promise<void> }> {
	const verdicts = await keepVerdicts(stores, findPromises(stores, content.site), clock, log);
	const stops = [
		verdicts.stop,
		keepForgetting(stores, clock, log),
		await keepMaintenances(stores, content.site, clock, log),
		keepProposals(stores, content.site, clock, log),
		keepReports(stores, content.site, clock, log, agreed),
	];
	const leaving = [
		// By the rule of before, nothing is published any more once another one holds.
		keepWaiting(desk, clock, log),
		startWatch({ stores, content, clock, log, metrics }),
		keepWitnesses({ stores, signer }, content.site, clock, log),
		...(webSubHub === null ? [] : [keepHub(stores, content.site, { url: webSubHub, siteUrl }, log)]),
	];
	const stop = async () => {
		for (const stop of stops) stop();
		await Promise.all(leaving.map((stop) => stop()));
	};
	return { caughtUp: verdicts.caughtUp, stop };
}

function publishedLine({ document, number, publishedAt }: Revision, files: RevisionFile[], isUsual: boolean): string {
	const texts = files.map(({ file, source }) => `${file} (sha256 ${sha256(source)})`).join(', ');
	const why = isUsual ? '' : '. The database was empty: what comes later is a draft until somebody publishes it';
	return `Published: revision ${number} of ${document}, in force since ${new Date(publishedAt).toISOString()}: ${texts}${why}`;
}

/** The latest instant that an earlier server has left; null where there was none. */
async function lastKnown({
	heartbeats,
	publications,
}: Pick<Stores, 'heartbeats' | 'publications'>): Promise<Instant | null> {
	const [head] = await publications.newest(null, 1);
	const left = [await heartbeats.last(), head?.at ?? null].filter((at) => at !== null);
	return left.length === 0 ? null : Math.max(...left);
}

/** Which instant has passed for certain: an earlier server had read it, or the clock went on for an hour since. */
async function agreedTime(stores: Stores, clock: () => Instant): Promise<() => Promise<Instant>> {
	const time = new AgreedTime(await stores.heartbeats.last());
	return async () => {
		const agreed = time.at({ wall: clock(), monotonic: performance.now() });
		await stores.heartbeats.beat(clock());
		return agreed;
	};
}

/** What is tried out on one's own machine has no name that is the only one in the world. */
function authorityOf({ siteUrl }: Config): string {
	const { hostname } = new URL(siteUrl);
	return isPrivateHost(hostname) ? `${newId()}.invalid` : hostname;
}

let shared: Promise<Runtime> | undefined;

/** The one runtime of this process: the server and Astro's pages meet here. */
export function sharedRuntime(): Promise<Runtime> {
	shared ??= openShared(readConfig(process.env));
	return shared;
}

/** What fails once the database is open, as on a full disk, is told in a line, too. */
async function openShared(config: Config): Promise<Runtime> {
	try {
		return await openRuntime(config);
	} catch (error) {
		throw isDatabaseError(error) ? databaseError(placeOf(config.databaseUrl), error) : error;
	}
}
