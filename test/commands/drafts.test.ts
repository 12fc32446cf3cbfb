import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { draftLine, filesAtStart } from '../../src/commands/drafts.ts';
import { publishPendingRevisions } from '../../src/commands/publish-pending-revisions.ts';
import { publishRevision } from '../../src/commands/publish-revision.ts';
import { type Content, loadContent, type RevisionFile } from '../../src/content/load-content.ts';
import { ContentError } from '../../src/files/content-error.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../src/stores/sqlite/open.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { textOf } from '../revision-texts.ts';
import { writtenBy } from '../written-by.ts';

const content = loadContent(fileURLToPath(new URL('../../content', import.meta.url)));
let stores: Stores;

beforeEach(() => {
	const database = openDatabase(':memory:');
	stores = openStores(database, content.catalogue);
	return () => database.close();
});

/** What a start does. @returns what is in force then, and what it says of the rest */
async function start(files: RevisionFile[], publish_files_at_start = false) {
	const folder: Pick<Content, 'site' | 'revisionFiles'> = {
		site: { ...content.site, publish_files_at_start },
		revisionFiles: files,
	};
	const { inForce, drafts } = await filesAtStart(folder, stores);
	await publishPendingRevisions(stores, inForce, 0);
	const published = (await stores.revisions.all()).map(({ document, number }) => `${document} ${number}`);
	return { published, drafts: drafts.map(draftLine) };
}

function file(number: number, document = 'blip-go', source = textOf(number)): RevisionFile {
	const text = source
		.replace('document: blip-go', `document: ${document}`)
		.replace('title: Acuerdo', `title: ${number}.º acuerdo`);
	return { file: `${document}/${number}.es.md`, document, number, language: 'es', source: text };
}

const howTo = (document: string, number: number, after = '') =>
	`Draft: revision ${number} of ${document} (${document}/${number}.es.md) is not in force. ` +
	`To publish it${after}: npm run vigente -- sla publish ${document} ${document}/${number}.es.md`;

test('where nothing was ever published, the first revision of each document comes into force, and the second waits', async () => {
	expect(await start([file(1, 'a'), file(1), file(2), file(3)])).toEqual({
		published: ['a 1', 'blip-go 1'],
		drafts: [howTo('blip-go', 2), howTo('blip-go', 3, ', after revision 2')],
	});
});

test('a document that is added later is a draft, also its first revision', async () => {
	await start([file(1)]);
	expect(await start([file(1), file(1, 'privacy')])).toEqual({
		published: ['blip-go 1'],
		drafts: [howTo('privacy', 1)],
	});
});

test('a draft is a draft at each start, until somebody publishes it', async () => {
	await start([file(1)]);
	const draft = file(2);
	for (let i = 0; i < 2; i++) expect((await start([file(1), draft])).drafts).toEqual([howTo('blip-go', 2)]);
	const proposal = { document: 'blip-go', texts: [draft], expected: 1, confirmed: 'all' as const };
	await publishRevision(stores, proposal, writtenBy('test'), 1);
	expect(await start([file(1), draft])).toEqual({ published: ['blip-go 1', 'blip-go 2'], drafts: [] });
});

test('where the site says so, all that is there comes into force by a start', async () => {
	await start([file(1)]);
	expect(await start([file(1), file(2), file(1, 'privacy')], true)).toEqual({
		published: ['blip-go 1', 'blip-go 2', 'privacy 1'],
		drafts: [],
	});
});

test('a draft with mistakes is reported with what and where, and keeps no start from going on', async () => {
	const wrong = textOf(2).replace('hasta 45 minutos', 'hasta 50 minutos');
	const { published, drafts } = await start([file(1), file(2, 'blip-go', wrong), file(4)]);
	expect(published).toEqual(['blip-go 1']);
	expect(drafts).toEqual([
		expect.stringMatching(
			/^Draft: revision 2 of blip-go \(.*\) is not in force and cannot be published as it is: blip-go\/2\.es\.md:\d+: .*2\.1\.1/,
		),
		expect.stringMatching(/: blip-go\/4\.es\.md: revision: expected 3, the next in number, found 4$/),
	]);
});

test('a mistake in what a start would put in force stops it', async () => {
	const wrong = (number: number) =>
		file(number, 'blip-go', textOf(number).replace('hasta 45 minutos', 'hasta 50 minutos'));
	await expect(start([file(1, 'a'), wrong(1)])).rejects.toThrow(ContentError);
	expect(await stores.revisions.all()).toEqual([]);
	await start([file(1)]);
	await expect(start([file(1), wrong(2)], true)).rejects.toThrow(/2\.es\.md:\d+: /);
});
