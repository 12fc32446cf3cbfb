import { inArray } from 'drizzle-orm';
import { frozenMonths, ledger, logTiles, reportCorrections, revisions, revisionTexts } from '../../../db/schema.ts';
import { sha256 } from '../../domain/canonical.ts';
import type { Difference } from '../../domain/difference.ts';
import { takingWordsAway } from '../../domain/event.ts';
import { wholeHash } from '../../domain/log/tiles.ts';
import type { Engine, Reader } from '../engine.ts';
import type { Comparison, RecordCheckReads } from '../stores.ts';
import { columnsThatDiffer, listsThatDiffer, type Row, UNTOLD } from './differing-rows.ts';
import { incidentDifferences } from './incident-check.ts';
import { madeHashes } from './log-tiles.ts';
import { entriesOf, saidIn } from './said-entries.ts';
import { batchDifferences, ticketDifferences } from './ticket-check.ts';
import { verdictDifferences } from './verdict-check.ts';

/** Compares what is stored with what the ledger says of it. The chain itself is another matter. */
export class RecordCheck implements RecordCheckReads {
	#engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	async verdict(): Promise<Comparison> {
		const { reader } = this.#engine;
		const untold: string[] = [];
		const differences = [
			...(await tileDifferences(reader)),
			...(await incidentDifferences(reader, untold)),
			...(await revisionDifferences(reader)),
			...(await batchDifferences(reader)),
			...(await ticketDifferences(reader)),
			...(await verdictDifferences(reader)),
			...(await monthDifferences(reader)),
			...(await correctionDifferences(reader)),
		];
		return { differences, untold };
	}
}

async function tileDifferences(reader: Reader): Promise<Difference[]> {
	const found: Difference[] = [];
	for (const { level, tile, hashes, root } of await reader.select().from(logTiles)) {
		const made = await madeHashes(reader, { level, index: tile });
		const row = { level, tile, hashes: Buffer.concat(made).toString('base64'), root: wholeRoot(made) };
		found.push(...columnsThatDiffer(logTiles, `${level}/${tile}`, row, { level, tile, hashes, root }));
	}
	return found;
}

function wholeRoot(hashes: readonly Buffer[]): string {
	return hashes.length === 256 ? wholeHash(hashes).toString('base64') : '';
}

async function revisionDifferences(reader: Reader): Promise<Difference[]> {
	const named = ({ document, number }: Row) => `${document}/${number}`;
	const published = await saidIn(reader, await entriesOf(reader, 'revision.published'));
	const carriedOver = await saidIn(reader, await entriesOf(reader, 'revision.carried_over'));
	const calendars = new Map(carriedOver.map(({ data }) => [named(data as Row), JSON.stringify(data.calendar)]));
	const expected = published.map(({ data }) => {
		const calendar = calendars.get(named(data as Row)) ?? null;
		return { ...data, terms: JSON.stringify(data.terms), calendar } as Row;
	});
	const texts = published.flatMap(({ data }) => {
		const { document, number } = data;
		return Object.entries(data.sha256 as Record<string, string>).map(([language, hash]) => {
			const shown = (data.texts as Record<string, Row> | undefined)?.[language];
			const { title = UNTOLD, summary = UNTOLD } = shown ?? {};
			return { document, number, language, sha256: hash, title, summary } as Row;
		});
	});
	const rows = await reader.select().from(revisionTexts);
	const forged = rows.filter(({ source, sha256: hash }) => sha256(source) !== hash);
	return [
		...listsThatDiffer(revisions, expected, await reader.select().from(revisions), named),
		...listsThatDiffer(revisionTexts, texts, rows, (one) => `${named(one)}.${one.language}`, ['source']),
		...forged.map((one) => {
			const row = `${named(one)}.${one.language}`;
			return { table: 'revision_texts', row, column: 'source', why: 'it does not have the SHA-256 beside it' };
		}),
	];
}

async function monthDifferences(reader: Reader): Promise<Difference[]> {
	const frozen = await saidIn(reader, await entriesOf(reader, 'report.frozen'));
	const cleaned = await saidIn(
		reader,
		await reader.select().from(ledger).where(inArray(ledger.action, takingWordsAway)),
	);
	const hashes = new Map<string, unknown>();
	for (const { data } of cleaned)
		for (const { document, month, sha256: hash } of (data.months ?? []) as Row[])
			hashes.set(`${document}/${month}`, hash);
	const rows = await reader.select().from(frozenMonths);
	const named = ({ document, month }: Row) => `${document}/${month}`;
	const expected = frozen.map(({ subject, at, data }) => {
		const [, document, month] = subject.split('/');
		return {
			document,
			month,
			frozenAt: at,
			sha256: hashes.get(`${document}/${month}`) ?? data.sha256,
			basis: data.basis ?? UNTOLD,
		};
	});
	const stored = rows.map((row) => ({ ...row, basis: sha256(row.basis), figuresSha256: sha256(row.figures) }));
	const forged = stored.filter((row) => row.figuresSha256 !== row.sha256);
	return [
		...listsThatDiffer(frozenMonths, expected, stored, named, ['figures', 'checked']),
		...forged.map((row) => {
			return {
				table: 'frozen_months',
				row: named(row),
				column: 'figures',
				why: 'they do not have the SHA-256 beside them',
			};
		}),
	];
}

async function correctionDifferences(reader: Reader): Promise<Difference[]> {
	const published = await saidIn(reader, await entriesOf(reader, 'report.corrected'));
	const positions = new Map<string, number>();
	const expected = published.map(({ subject, at, data }) => {
		const [, document, month] = subject.split('/');
		const position = positions.get(subject) ?? 0;
		positions.set(subject, position + 1);
		return { document, month, position, at, changes: JSON.stringify(data.changes) };
	});
	const named = ({ document, month, position }: Row) => `${document}/${month}/${position}`;
	return listsThatDiffer(reportCorrections, expected, await reader.select().from(reportCorrections), named);
}
