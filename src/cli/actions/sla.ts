import { type Draft, draftLine, draftsOf } from '../../commands/drafts.ts';
import { pendingOf } from '../../commands/publish-pending-revisions.ts';
import type { Proposal } from '../../commands/publish-revision.ts';
import { publishOrHold } from '../../commands/waiting-posts.ts';
import { readConfig } from '../../config.ts';
import { type RevisionFile, readRevisionFiles } from '../../content/load-content.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionAt } from '../../domain/sla/revision-in-force.ts';
import { InstantInput } from '../../inputs/fields.ts';
import { iso } from '../../queries/admin/resource.ts';
import { revisionPreview } from '../../queries/admin/revision-preview.ts';
import { waitingPostResource } from '../../queries/admin/waiting-post-resource.ts';
import type { Reads } from '../../stores/stores.ts';
import { askAtTerminal } from '../confirm.ts';
import { atCommandLine, reading, writingAtDesk } from '../desk.ts';
import { answer, answerJson, remark, table } from '../output.ts';
import { revisionFiles } from '../revision-files.ts';

interface Options {
	json?: boolean;
	/** Not before then. */
	at?: string;
	/** The number of the revision in force that the author has seen. */
	expect?: number;
	/** Somebody has read each commitment already. */
	confirmAll?: boolean;
}

export async function publish(
	document: string,
	files: string[],
	{ json = false, at, expect, confirmAll = false }: Options,
): Promise<void> {
	const texts = revisionFiles(files, 'publishing');
	const publishAt = at === undefined ? null : instantOf(at);
	const posted = await writingAtDesk(async (desk) => {
		const confirmed = confirmAll ? 'all' : await askedAbout(desk.stores, document, texts);
		const said = { document, texts, expected: expect ?? null, confirmed };
		const post = { kind: 'revision.publish', about: document, said } as const;
		return publishOrHold(desk, post, atCommandLine, Date.now(), () => {}, publishAt);
	});
	if (posted.kind === 'waits') {
		const { siteUrl } = readConfig(process.env);
		const waiting = waitingPostResource({ siteUrl }, posted.post);
		if (json) return answerJson(waiting);
		const until = waiting.publish_at === null ? '' : ` It is not published before ${waiting.publish_at}.`;
		const who = waiting.needs_approval ? ` Somebody else approves it: ${waiting.url}` : '';
		answer(`Waiting post ${waiting.id}: nothing is published yet.${until}${who}`);
		return;
	}
	const revision = posted.result;
	if (json) return answerJson(resourceOf(revision, true));
	answer(
		`Revision ${revision.number} of ${document} ${revision.inForceFrom > revision.publishedAt ? 'comes into force on' : 'is in force since'} ${iso(revision.inForceFrom)}.`,
	);
	for (const { language, sha256 } of revision.texts) answer(`  ${language.padEnd(5)}  sha256 ${sha256}`);
}

/** @throws DomainError `invalid` */
function instantOf(at: string): Instant {
	const parsed = InstantInput.safeParse(at);
	if (!parsed.success) throw new DomainError('invalid', `--at: ${parsed.error.issues[0]?.message}`);
	return parsed.data;
}

/** Of texts that would be refused, nobody is asked anything: the reasons are said when they are published. */
async function askedAbout(stores: Reads, document: string, texts: Proposal['texts']): Promise<Proposal['confirmed']> {
	const found = await revisionPreview(stores, document, texts, Date.now());
	const isAsked = found.refused.length === 0 && found.commitments.some(({ confirmed }) => !confirmed);
	return isAsked ? askAtTerminal(found) : [];
}

/** What is published, and what lies in the content folder and is not. */
export async function list(document: string | undefined, { json = false }: Options): Promise<void> {
	const isMeant = (one: { document: string }) => document === undefined || one.document === document;
	const all = (await reading(({ revisions }) => revisions.all())).filter(isMeant);
	const drafts = draftsOf(all, pendingOf(all, revisionFilesOfSite().filter(isMeant)).flat());
	if (document !== undefined && all.length + drafts.length === 0) {
		throw new DomainError('not_found', `There is no document "${document}"`);
	}
	const now = Date.now();
	const inForce = new Set([...Map.groupBy(all, (one) => one.document).values()].map((of) => revisionAt(of, now)));
	const resources = all.toReversed().map((revision) => resourceOf(revision, inForce.has(revision)));
	if (json) return answerJson([...drafts.toReversed().map(draftResource), ...resources]);
	if (resources.length === 0) remark('Nothing is published yet.');
	const rows = [
		...drafts.toReversed().map(({ document, number }) => [document, String(number), '', '', '', 'draft']),
		...resources.map((one) => [
			...[one.document, String(one.number), one.published_at, one.published_by],
			...[
				Object.keys(one.sha256).join(' '),
				[one.in_force ? 'in force' : '', one.editorial ? 'editorial' : ''].join(' ').trim(),
			],
		]),
	];
	if (rows.length > 0) answer(table([['DOCUMENT', 'REVISION', 'PUBLISHED', 'BY', 'LANGUAGES', ''], ...rows]));
	for (const draft of drafts) remark(draftLine(draft));
}

/** What can't be read is said, and no reason not to list the rest. */
function revisionFilesOfSite(): RevisionFile[] {
	const lines: string[] = [];
	const files = readRevisionFiles(readConfig(process.env).contentDir, lines);
	for (const line of lines) remark(line);
	return files;
}

function draftResource({ document, number, files, mistakes }: Draft) {
	return { document, number, draft: true, in_force: false, published_at: null, files, mistakes };
}

function resourceOf(
	{ document, number, authentic, editorial, publishedAt, publishedBy, texts }: Revision,
	inForce: boolean,
) {
	return {
		...{ document, number, draft: false, authentic, editorial, in_force: inForce },
		published_at: iso(publishedAt),
		published_by: publishedBy,
		sha256: Object.fromEntries(texts.map(({ language, sha256 }) => [language, sha256])),
	};
}
