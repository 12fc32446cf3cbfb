import { statSync } from 'node:fs';
import { recordTickets, type TicketCheck, ticketCheck } from '../../commands/record-tickets.ts';
import type { Site } from '../../content/site.ts';
import type { GivenTicket } from '../../domain/sla/ticket.ts';
import type { Language } from '../../domain/text.ts';
import { ContentError } from '../../files/content-error.ts';
import type { Encoding } from '../../files/encoding.ts';
import type { Stores } from '../../stores/stores.ts';
import { atCommandLine, writingWithContent } from '../desk.ts';
import { readTicketMapping } from '../mapped-columns.ts';
import { answer, answerJson, counted } from '../output.ts';
import { openProgress, type Progress } from '../progress.ts';
import { namedAsFields } from '../ticket-columns.ts';
import { readTicketFile, type TicketFile } from '../ticket-file.ts';

const BATCH = 1000;
/** Whoever has to mend more lines than these sees the pattern. */
const MOST_TOLD = 1000;

interface Wishes {
	json?: boolean;
	/** A file that says how an export of a help desk is read. */
	map?: string;
	encoding?: Encoding;
}

/** Where the tickets go. */
interface Desk {
	stores: Stores;
	site: Site;
}

export async function importTickets(name: string, { json = false, encoding = 'utf-8', map }: Wishes): Promise<void> {
	const file = { name, encoding, columns: map === undefined ? namedAsFields : readTicketMapping(map) };
	const recorded = await writingWithContent(async (stores, { site }) => {
		const count = await check({ stores, site }, file);
		return record({ stores, site }, file, count);
	});
	if (json) return answerJson(recorded);
	answer(
		`Recorded ${counted(recorded.recorded, 'ticket')}; ${recorded.unchanged} were known already, just as they are.`,
	);
}

/** Reads the whole file once before anything is recorded. @returns how many tickets it has */
async function check({ stores, site }: Desk, file: TicketFile): Promise<number> {
	const progress = openProgress('Checking', sizeOf(file.name));
	const checkTickets = await ticketCheck(stores, Date.now());
	const found = new Flaws(file);
	const lineOf = new Map<string, number>();
	try {
		for await (const lines of batches(file, languageOf(site), progress)) {
			for (const one of lines) {
				if ('flaws' in one) found.add(one.line, one.flaws);
				else noteRepeated(one, lineOf, found);
			}
			await checkBatch(lines, checkTickets, found);
		}
	} finally {
		progress.stop();
	}
	found.refuse();
	return lineOf.size;
}

function noteRepeated(
	{ line, ticket }: { line: number; ticket: GivenTicket },
	lineOf: Map<string, number>,
	found: Flaws,
): void {
	const before = lineOf.get(ticket.reference);
	if (before !== undefined) found.addTo(line, 'reference', `"${ticket.reference}" stands in line ${before} already`);
	else lineOf.set(ticket.reference, line);
}

type Lines = Awaited<ReturnType<ReturnType<typeof readTicketFile>['next']>>['value'][];

async function checkBatch(lines: Lines, checkTickets: TicketCheck, found: Flaws): Promise<void> {
	const good = lines.filter((one) => 'ticket' in one);
	for (const { pointer, detail } of await checkTickets(good.map(({ ticket }) => ticket))) {
		const [, index = '', field = ''] = pointer.split('/');
		found.addTo(good[Number(index)]?.line ?? 0, field, `${detail[0]?.toLowerCase()}${detail.slice(1)}`);
	}
}

async function record({ stores, site }: Desk, file: TicketFile, count: number) {
	const progress = openProgress('Recording', count);
	const sum = { recorded: 0, unchanged: 0 };
	try {
		for await (const lines of batches(file, languageOf(site))) {
			const given = lines.flatMap((one) => ('ticket' in one ? [one.ticket] : []));
			const { recorded, unchanged } = await recordTickets(stores, given, atCommandLine, Date.now());
			sum.recorded += recorded;
			sum.unchanged += unchanged;
			progress.update(sum.recorded + sum.unchanged);
		}
	} finally {
		progress.stop();
	}
	return sum;
}

function languageOf({ languages }: Site): Language {
	return languages[0] as Language;
}

async function* batches(file: TicketFile, language: Language, progress?: Progress): AsyncGenerator<Lines> {
	let lines: Lines = [];
	for await (const one of readTicketFile(file, language, (bytes) => progress?.update(bytes))) {
		lines.push(one);
		if (lines.length < BATCH) continue;
		yield lines;
		lines = [];
	}
	if (lines.length > 0) yield lines;
}

/** What is wrong with a file, line by line. */
class Flaws {
	readonly #file: TicketFile;
	readonly #lines: { line: number; text: string }[] = [];
	#untold = 0;

	constructor(file: TicketFile) {
		this.#file = file;
	}

	add(line: number, flaws: string[]): void {
		for (const flaw of flaws) {
			if (this.#lines.length < MOST_TOLD) this.#lines.push({ line, text: `${this.#file.name}: line ${line}: ${flaw}` });
			else this.#untold += 1;
		}
	}

	/** @param field by the name that the domain's flaws have for it */
	addTo(line: number, field: string, flaw: string): void {
		this.add(line, [`${this.#file.columns.named(field)}: ${flaw}`]);
	}

	/** @throws ContentError where anything is wrong */
	refuse(): void {
		if (this.#lines.length === 0) return;
		const told = this.#lines.toSorted((one, other) => one.line - other.line).map(({ text }) => text);
		const more = this.#untold > 0 ? [`${this.#file.name}: and ${this.#untold} more errors`] : [];
		throw new ContentError([...told, ...more, 'nothing was recorded']);
	}
}

/** For the progress bar only: whoever reads the file says what is wrong with it. */
function sizeOf(file: string): number {
	return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
