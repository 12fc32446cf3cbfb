import { changesOf } from '../content/changes.ts';
import { type Content, loadContent } from '../content/load-content.ts';
import type { Site } from '../content/site.ts';
import type { ContentChange } from '../domain/content-change.ts';
import { ContentError } from '../files/content-error.ts';
import type { Stores } from '../stores/stores.ts';
import { draftsOf, filesAtStart } from './drafts.ts';
import { changedSince, pendingOf } from './publish-pending-revisions.ts';

/**
 * What a start would say of the content: texts that cannot be published, published ones whose file has changed, and slugs
 * that imported components have. Writes nothing.
 *
 * @param stores null where there is no database yet
 */
export async function mistakesOfContent(content: Content, stores: Stores | null): Promise<string[]> {
	const published = (await stores?.revisions.all()) ?? [];
	const { catalogue, site, revisionFiles } = content;
	const { inForce, drafts } = await filesAtStart(content, stores);
	const refused = [...draftsOf(published, pendingOf(published, inForce).flat()), ...drafts].flatMap(
		({ mistakes }) => mistakes,
	);
	const imported = stores === null ? [] : [...(await stores.components.importedSlugs()).values()];
	const unnamed = unnamedAgreement(site, [...published, ...inForce]);
	return [
		...changedSince(published, revisionFiles),
		...refused,
		...unnamed,
		...slugsTaken(catalogue.components, imported),
	];
}

/** What lies in the folder now: what reading it would change, and what is wrong there. Writes nothing. */
export async function lookIntoFolder(
	contentDir: string,
	inForce: Content,
	stores: Stores,
): Promise<{ changes: ContentChange[]; mistakes: string[] }> {
	try {
		const content = loadContent(contentDir);
		return { changes: changesOf(inForce, content), mistakes: await mistakesOfContent(content, stores) };
	} catch (error) {
		if (error instanceof ContentError) return { changes: [], mistakes: error.lines };
		throw error;
	}
}

/** What keeps content from being put in force. Writes nothing. */
export async function stoppingMistakes(content: Content, stores: Stores): Promise<string[]> {
	const published = await stores.revisions.all();
	const { inForce } = await filesAtStart(content, stores);
	const wrong = draftsOf(published, pendingOf(published, inForce).flat()).flatMap(({ mistakes }) => mistakes);
	const imported = [...(await stores.components.importedSlugs()).values()];
	return [...wrong, ...slugsTaken(content.catalogue.components, imported)];
}

/** Where nobody can tell which document's maintenance window announced work is compared with, it is compared with none. */
export function unnamedAgreement(
	{ agreement }: Pick<Site, 'agreement'>,
	all: readonly { document: string }[],
): string[] {
	const documents = [...new Set(all.map(({ document }) => document))].sort();
	if (documents.length === 0) return [];
	const isNamed = agreement === undefined ? documents.length === 1 : documents.includes(agreement);
	const found = agreement === undefined ? 'nothing' : `"${agreement}"`;
	return isNamed ? [] : [`site.yaml: agreement: expected one of ${documents.join(', ')}, found ${found}`];
}

/** @throws ContentError where the operator's components have slugs that imported ones have: one address cannot be two */
export async function refuseTakenSlugs({ catalogue }: Content, stores: Stores): Promise<void> {
	const lines = slugsTaken(catalogue.components, [...(await stores.components.importedSlugs()).values()]);
	if (lines.length > 0) throw new ContentError(lines);
}

function slugsTaken(own: readonly { slug: string; formerly: string[] }[], imported: readonly string[]): string[] {
	const taken = new Set(imported);
	return own
		.flatMap(({ slug, formerly }) => [slug, ...formerly])
		.filter((slug) => taken.has(slug))
		.map((slug) => `components.yaml: expected another slug than "${slug}": an imported component has it`);
}
