import type { Desk } from '../commands/posts.ts';
import { type Config, DEFAULT_DATABASE, readConfig } from '../config.ts';
import type { Content } from '../content/load-content.ts';
import type { Catalogue } from '../domain/component.ts';
import { isDatabaseError } from '../domain/errors.ts';
import type { Writing } from '../domain/publication.ts';
import { ContentError } from '../files/content-error.ts';
import { readText, refuseWithoutFolder } from '../files/text-file.ts';
import { databaseError } from '../stores/database-error.ts';
import type { Engine } from '../stores/engine.ts';
import { openExistingEngine, placeOf } from '../stores/open-engine.ts';
import { openStores } from '../stores/sql/open-stores.ts';
import type { Stores } from '../stores/stores.ts';
import { remark } from './output.ts';

/** What is written by whoever works at the command line. */
export const atCommandLine: Writing = { by: { kind: 'command_line' } };

const nothing: Catalogue = { groups: [], components: [] };

/** Opens the stores to look something up, and closes them whatever comes of it. No byte is changed, nothing is made. */
export async function reading<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
	const config = configured();
	return withDatabase(config, await openExistingEngine(config.databaseUrl, 'reading'), (engine) =>
		work(openStores(engine, nothing)),
	);
}

/** Opens the stores for one piece of work, beside a running server too, and closes them whatever comes of it. */
export async function writing<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
	const config = configured();
	return withDatabase(config, await openExistingEngine(config.databaseUrl, 'writing'), (engine) =>
		work(openStores(engine, nothing)),
	);
}

/** As `writing`, for what has to know the operator's own components too. */
export async function writingWithContent<T>(work: (stores: Stores, content: Content) => Promise<T>): Promise<T> {
	const config = configured();
	const { loadContent } = await import('../content/load-content.ts');
	const content = loadContent(config.contentDir);
	return withDatabase(config, await openExistingEngine(config.databaseUrl, 'writing'), (engine) =>
		work(openStores(engine, content.catalogue, undefined, content.site.approval), content),
	);
}

/** Opens the stores and what the site says of itself, for what people publish. */
export async function writingAtDesk<T>(work: (desk: Desk & Pick<Content, 'site'>) => Promise<T>): Promise<T> {
	const { findJudged } = await import('../queries/shared/promise-book.ts');
	return writingWithContent((stores, { site, templates }) =>
		work({ stores, site, templates, find: findJudged(stores, site), failed: (error) => remark(String(error)) }),
	);
}

/** As `reading`, for what has to know the operator's own components too. */
export async function readingWithContent<T>(work: (stores: Stores, content: Content) => Promise<T>): Promise<T> {
	const config = configured();
	const { loadContent } = await import('../content/load-content.ts');
	const content = loadContent(config.contentDir);
	return withDatabase(config, await openExistingEngine(config.databaseUrl, 'reading'), (engine) =>
		work(openStores(engine, content.catalogue), content),
	);
}

/** A folder that is not there means that other variables are not those of the server either. */
function configured(): Config {
	const config = readConfig(process.env);
	refuseWithoutFolder(config.contentDir);
	return config;
}

async function withDatabase<T>(
	{ databaseUrl }: Config,
	engine: Engine,
	work: (engine: Engine) => Promise<T>,
): Promise<T> {
	if (databaseUrl !== DEFAULT_DATABASE) remark(`Database: ${placeOf(databaseUrl)}`);
	try {
		return await work(engine);
	} catch (error) {
		throw isDatabaseError(error) ? databaseError(placeOf(databaseUrl), error) : error;
	} finally {
		await engine.close();
	}
}

/** @throws ContentError with a line for each file that can't be read */
export function readFiles(files: string[]): { file: string; source: string }[] {
	const lines: string[] = [];
	const read = files.map((file) => ({ file, source: readText(file, lines) ?? '' }));
	if (lines.length > 0) throw new ContentError(lines);
	return read;
}
