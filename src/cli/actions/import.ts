import { type ImportReport, importHistory, importStatuspage } from '../../commands/import-statuspage.ts';
import { DomainError } from '../../domain/errors.ts';
import { isZone } from '../../domain/time/day.ts';
import type { Tool } from '../../histories/reader.ts';
import { atCommandLine, writingWithContent } from '../desk.ts';
import { readHistoryFiles } from '../history-files.ts';
import { answer, answerJson } from '../output.ts';
import { fetchAnswer, readPages } from '../page-files.ts';
import { openProgress, type Progress } from '../progress.ts';

interface Wishes {
	json?: boolean;
	strict?: boolean;
}

export async function statuspage(named: string[], { json = false, strict = false }: Wishes): Promise<void> {
	const { sources, notes } = await watched('Reading', (heed) => readPages(named, fetchAnswer, heed));
	const imported = await watched('Importing', (heed) =>
		writingWithContent((stores) => importStatuspage(stores, sources, atCommandLine, Date.now(), { strict, heed })),
	);
	tell({ ...imported, notes: [...notes, ...imported.notes] }, json);
}

interface HistoryWishes extends Wishes {
	/** The address of the page. */
	page?: string;
	zone: string;
}

export async function history(tool: Tool, named: string[], wishes: HistoryWishes): Promise<void> {
	const { json = false, strict = false, page = null, zone } = wishes;
	if (!isZone(zone))
		throw new DomainError('invalid', `--zone: expected a time zone such as America/Sao_Paulo, not "${zone}"`);
	const { files, url } = await watched('Reading', (heed) => readHistoryFiles(tool, named, fetchAnswer, heed));
	const told = { tool, files, url: page ?? url, zone };
	const imported = await watched('Importing', (heed) =>
		writingWithContent((stores) => importHistory(stores, told, atCommandLine, Date.now(), { strict, heed })),
	);
	tell(imported, json);
}

function tell(report: ImportReport, json: boolean): void {
	if (json) answerJson(report);
	else for (const line of linesOf(report)) answer(line);
}

/** Shows how far `work` has come, from the first time that it says so. */
async function watched<T>(what: string, work: (heed: (done: number, total: number) => void) => Promise<T>): Promise<T> {
	let progress: Progress | undefined;
	try {
		return await work((done, total) => {
			progress ??= openProgress(what, total);
			progress.update(done);
		});
	} finally {
		progress?.stop();
	}
}

function linesOf({ pages, components, incidents, maintenances, updated, notes }: ImportReport): string[] {
	const found = [
		counted(components, 'component'),
		counted(incidents, 'incident'),
		counted(maintenances, 'maintenance'),
		...(updated > 0 ? [`news of ${updated} that ${updated === 1 ? 'was' : 'were'} here`] : []),
	];
	const nothing = components + incidents + maintenances + updated === 0;
	const said = `${pages.join(', ')}: ${nothing ? 'nothing new' : `imported ${found.join(', ')}`}.`;
	return [pages.length === 0 ? 'Nothing to import.' : said, ...notes];
}

function counted(count: number, what: string): string {
	return `${count} ${what}${count === 1 ? '' : 's'}`;
}
