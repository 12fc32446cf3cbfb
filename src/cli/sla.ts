import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { publishRevision } from '../commands/publish-revision.ts';
import { DomainError } from '../domain/errors.ts';
import type { Revision } from '../domain/revision.ts';
import { revisionAt } from '../domain/revision-in-force.ts';
import { iso } from '../queries/resource.ts';
import { atDesk, author, readFiles } from './desk.ts';
import { answer, answerJson, remark, table } from './output.ts';

interface Options {
	json?: boolean;
}

export function slaCommand(vigente: Command): void {
	const sla = vigente.command('sla').description('revisions of the SLA and other documents');
	sla
		.command('publish')
		.description('put a revision in force at once; one file is enough: its other languages lie beside it')
		.argument('<document>', 'for example blip-go')
		.argument('<file...>', 'for example content/sla/blip-go/2.es.md')
		.option('--json', 'as JSON')
		.action(publish);
	sla
		.command('list')
		.description('every published revision, newest first')
		.argument('[document]')
		.option('--json', 'as JSON')
		.action(list);
}

async function publish(document: string, files: string[], { json = false }: Options): Promise<void> {
	const others = otherLanguages(files);
	if (others.length > 0) remark(`Also publishing ${others.join(' and ')}`);
	const sources = readFiles([...new Set([...files, ...others])]);
	const revision = await atDesk((stores) => publishRevision(stores, document, sources, null, author, Date.now()));
	if (json) return answerJson(resourceOf(revision, true));
	answer(`Revision ${revision.number} of ${document} is in force since ${iso(revision.publishedAt)}.`);
	for (const { language, sha256 } of revision.texts) answer(`  ${language.padEnd(5)}  sha256 ${sha256}`);
}

async function list(document: string | undefined, { json = false }: Options): Promise<void> {
	const all = await atDesk(({ revisions }) => (document === undefined ? revisions.all() : revisions.of(document)));
	if (document !== undefined && all.length === 0) {
		throw new DomainError('not_found', `There is no document "${document}"`);
	}
	const now = Date.now();
	const inForce = new Set([...Map.groupBy(all, (one) => one.document).values()].map((of) => revisionAt(of, now)));
	const resources = all.toReversed().map((revision) => resourceOf(revision, inForce.has(revision)));
	if (json) return answerJson(resources);
	if (resources.length === 0) return remark('Nothing is published yet.');
	const rows = resources.map((one) => [
		...[one.document, String(one.number), one.published_at, one.published_by],
		...[Object.keys(one.sha256).join(' '), one.in_force ? 'in force' : ''],
	]);
	answer(table([['DOCUMENT', 'REVISION', 'PUBLISHED', 'BY', 'LANGUAGES', ''], ...rows]));
}

/** The texts of the same revisions that lie beside the files, and were not named. */
function otherLanguages(files: string[]): string[] {
	const named = new Set(files.map((file) => resolve(file)));
	const beside = files.flatMap((file) => {
		const number = revisionIn(file);
		if (number === undefined) return [];
		const names = namesIn(dirname(file)).filter((name) => revisionIn(name) === number);
		return names.sort().map((name) => join(dirname(file), name));
	});
	return [...new Set(beside)].filter((file) => !named.has(resolve(file)));
}

/** `2.es.md` is of revision 2. */
function revisionIn(file: string): string | undefined {
	return basename(file).match(/^(\d+)\.[A-Za-z-]+\.md$/)?.[1];
}

/** A folder that isn't there has no files; reading the file itself says so. */
function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function resourceOf({ document, number, authentic, publishedAt, publishedBy, texts }: Revision, inForce: boolean) {
	return {
		...{ document, number, authentic, in_force: inForce },
		published_at: iso(publishedAt),
		published_by: publishedBy,
		sha256: Object.fromEntries(texts.map(({ language, sha256 }) => [language, sha256])),
	};
}
