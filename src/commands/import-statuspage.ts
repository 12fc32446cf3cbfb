import { ContentError } from '../content/content-error.ts';
import { readStatuspage, type Statuspage, type StatuspageComponent } from '../content/statuspage.ts';
import { joinedByPage, toImportedPage } from '../content/statuspage-page.ts';
import type { Instant } from '../domain/instant.ts';
import type { Author } from '../domain/publication.ts';
import type { Stores } from '../stores/stores.ts';

/** Some names are sentences. */
const LONGEST_SLUG = 60;

export interface ImportReport {
	/** The names of the pages. */
	pages: string[];
	/** What was not here before. */
	components: number;
	incidents: number;
	/** What this release does not import. */
	skippedMaintenances: number;
}

/**
 * Takes over what other status pages said: all of the files or, when one is wrong, none. What came with an earlier
 * import is left as it is, so that importing twice changes nothing.
 *
 * @throws ContentError with a line for everything that is wrong, in any of the files
 */
export async function importStatuspage(
	stores: Stores,
	files: { file: string; source: string }[],
	author: Author,
	now: Instant,
): Promise<ImportReport> {
	const found = joinedByPage(readAll(files));
	const { components } = await stores.components.catalogue();
	const taken = new Set(components.map(({ slug }) => slug));
	const before = await stores.components.importedSlugs();
	const pages = found.map((page) => toImportedPage(page, (one) => before.get(one.id) ?? freeSlug(one, page, taken)));
	const imported = await stores.imports.add(pages, author, now);
	return {
		...imported,
		pages: pages.map(({ name }) => name),
		skippedMaintenances: found.reduce((sum, page) => sum + (page.scheduled_maintenances?.length ?? 0), 0),
	};
}

function readAll(files: { file: string; source: string }[]): Statuspage[] {
	const pages: Statuspage[] = [];
	const lines: string[] = [];
	for (const { file, source } of files) {
		try {
			pages.push(readStatuspage(file, source));
		} catch (error) {
			if (!(error instanceof ContentError)) throw error;
			lines.push(...error.lines);
		}
	}
	if (lines.length > 0) throw new ContentError(lines);
	return pages;
}

/** The name of the component; where another has it, with the name of the page before, then with a number. */
function freeSlug({ id, name }: StatuspageComponent, { page }: Statuspage, taken: Set<string>): string {
	const plain = slugOf(name) || id;
	let slug = taken.has(plain) ? slugOf(`${page.name} ${plain}`) : plain;
	for (let number = 2; taken.has(slug); number++) slug = `${plain}-${number}`;
	taken.add(slug);
	return slug;
}

function slugOf(name: string): string {
	const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	return letters
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, LONGEST_SLUG)
		.replace(/^-+|-+$/g, '');
}
