import { importFigures } from '../../commands/import-figures.ts';
import { DomainError } from '../../domain/errors.ts';
import { ContentError } from '../../files/content-error.ts';
import type { Encoding } from '../../files/encoding.ts';
import { SourceName } from '../../inputs/imported-figure.ts';
import { lowered } from '../csv-file.ts';
import { atCommandLine, writingWithContent } from '../desk.ts';
import { type FigureLine, readFiguresFile } from '../figures-file.ts';
import { answer, answerJson, counted } from '../output.ts';

interface Wishes {
	from: string;
	component?: string;
	replace?: boolean;
	encoding?: Encoding;
	json?: boolean;
}

export async function importSamples(file: string, wishes: Wishes): Promise<void> {
	const { component = null, replace = false, encoding, json = false } = wishes;
	const source = nameIn(wishes.from);
	const lines = await readFiguresFile(file, component, encoding);
	const done = await writingWithContent(async (stores, { site }) => {
		const figures = lines.map(({ figure }) => figure);
		const asked = { source, replaces: replace };
		return importFigures(stores, site, figures, asked, atCommandLine, Date.now()).catch((error: unknown) => {
			throw error instanceof DomainError && error.flaws.length > 0 ? byLine(file, lines, error) : error;
		});
	});
	if (json) return answerJson(done);
	const replaced = done.replaced > 0 ? `, ${done.replaced} in the place of others` : '';
	answer(`Imported ${counted(done.imported, 'figure')} of ${source}${replaced}; ${done.unchanged} were known already.`);
}

function nameIn(from: string): string {
	const parsed = SourceName.safeParse(from.trim());
	if (parsed.success) return parsed.data;
	throw new ContentError([`--from: ${parsed.error.issues[0]?.message ?? ''}`]);
}

/** Whoever has to mend more lines than these sees the pattern. */
const MOST_TOLD = 1000;

function byLine(file: string, lines: readonly FigureLine[], { flaws }: DomainError): ContentError {
	const told = flaws.slice(0, MOST_TOLD).map(({ pointer, detail }) => {
		const [, , index = '', field = ''] = pointer.split('/');
		const line = lines[Number(index)]?.line ?? 0;
		return `${file}: line ${line}: ${field}: ${lowered(detail)}`;
	});
	const more = flaws.length > MOST_TOLD ? [`${file}: and ${flaws.length - MOST_TOLD} more errors`] : [];
	return new ContentError([...told, ...more, 'nothing was imported']);
}
