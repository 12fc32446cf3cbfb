import { existsSync } from 'node:fs';
import { mistakesOfContent } from '../../commands/content-mistakes.ts';
import { readConfig } from '../../config.ts';
import { loadContent } from '../../content/load-content.ts';
import { ContentError } from '../../files/content-error.ts';
import { departures } from '../../queries/pages/departures.ts';
import { isPostgres, openExistingEngine } from '../../stores/open-engine.ts';
import { openStores } from '../../stores/sql/open-stores.ts';
import { pathOf } from '../../stores/sqlite/open.ts';
import { answer, remark } from '../output.ts';

/** @throws ContentError with a line for every mistake */
export async function check(): Promise<void> {
	const { contentDir, databaseUrl } = readConfig(process.env);
	const content = loadContent(contentDir);
	const isThere = isPostgres(databaseUrl) || existsSync(pathOf(databaseUrl));
	const database = isThere ? await openExistingEngine(databaseUrl, 'reading') : null;
	try {
		const stores = database && openStores(database, content.catalogue);
		const mistakes = await mistakesOfContent(content, stores);
		if (mistakes.length > 0) throw new ContentError(mistakes);
		for (const line of stores ? await departures(stores, Date.now()) : []) remark(line);
	} finally {
		await database?.close();
	}
	answer(`${contentDir}: no mistakes${database === null ? ', as far as can be told without a database' : ''}`);
}
