import type { Command } from 'commander';
import { type ImportReport, importStatuspage } from '../commands/import-statuspage.ts';
import { ContentError } from '../content/content-error.ts';
import { atDesk, author, readFiles } from './desk.ts';
import { answer, answerJson } from './output.ts';

export function importCommand(vigente: Command): void {
	const command = vigente.command('import').description('take over another status page');
	command
		.command('statuspage')
		.description('components and incidents of an Atlassian Statuspage; all of the files or none')
		.argument('<file...>', 'what /api/v2/summary.json (and incidents.json) of the page answered')
		.option('--json', 'as JSON')
		.action(statuspage);
}

async function statuspage(files: string[], { json = false }: { json?: boolean }): Promise<void> {
	refuseAddresses(files);
	const sources = readFiles(files);
	const report = await atDesk((stores) => importStatuspage(stores, sources, author, Date.now()));
	if (json) answerJson(jsonOf(report));
	else for (const line of linesOf(report)) answer(line);
}

function refuseAddresses(files: string[]): void {
	const addresses = files.filter((file) => /^https?:/i.test(file));
	if (addresses.length === 0) return;
	throw new ContentError(
		addresses.map((one) => `${one}: addresses cannot be imported yet: save what it answers, and name the file`),
	);
}

function linesOf({ pages, components, incidents, skippedMaintenances }: ImportReport): string[] {
	const nothing = components + incidents === 0;
	const found = `${counted(components, 'component')}, ${counted(incidents, 'incident')}`;
	const lines = [`${pages.join(', ')}: ${nothing ? 'nothing new' : `imported ${found}`}.`];
	if (skippedMaintenances > 0) {
		lines.push(`Skipped ${counted(skippedMaintenances, 'scheduled maintenance')}: not imported in this release.`);
	}
	return lines;
}

function counted(count: number, what: string): string {
	return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function jsonOf({ pages, components, incidents, skippedMaintenances }: ImportReport) {
	return { pages, components, incidents, skipped_maintenances: skippedMaintenances };
}
