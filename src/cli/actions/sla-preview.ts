import { readConfig } from '../../config.ts';
import { clauseCourse } from '../../i18n/clause-words.ts';
import { messagesIn } from '../../i18n/messages.ts';
import { prevailsWords, retitledWords } from '../../i18n/revision-change-words.ts';
import { termLine } from '../../i18n/term-words.ts';
import { iso } from '../../queries/admin/resource.ts';
import { revisionEffects } from '../../queries/admin/revision-effects.ts';
import { happeningResource } from '../../queries/admin/revision-effects-resource.ts';
import { type RevisionPreview, revisionPreview } from '../../queries/admin/revision-preview.ts';
import { readingWithContent } from '../desk.ts';
import { answer, answerJson } from '../output.ts';
import { revisionFiles } from '../revision-files.ts';

type Changes = NonNullable<RevisionPreview['changes']>;

/** Says what publishing would do, and ends with 1 where it would be refused. */
export async function preview(document: string, files: string[], { json = false }: { json?: boolean }): Promise<void> {
	const sources = revisionFiles(files, 'reading');
	const [found, happening] = await readingWithContent(async (stores, { site }) => {
		const { siteUrl } = readConfig(process.env);
		const reading = { stores, site, siteUrl, language: 'en' as const, now: Date.now() };
		const found = await revisionPreview(stores, document, sources, reading.now);
		const before = (await stores.revisions.of(document)).at(-1)?.terms;
		const effects = await revisionEffects(reading, document, before, found.termsAfter);
		return [found, happeningResource(reading, effects, (found.follows ?? 0) + 1)] as const;
	});
	if (found.refused.length > 0) process.exitCode = 1;
	if (json) {
		const { names: _, ...told } = found;
		return answerJson({ ...told, ...happening });
	}
	tell(found);
	for (const one of happening.effects) answer(one);
	answer(`Subscribers who hear of it: ${happening.told}.`);
}

function tell({
	document,
	inForce,
	inForceFrom,
	refused,
	notices,
	texts,
	changes,
	names,
	commitments,
	kept,
}: RevisionPreview): void {
	answer(`In force now: ${inForce === null ? 'nothing' : `revision ${inForce} of ${document}`}.`);
	if (refused.length > 0) answer('It would be refused:');
	else if (inForceFrom === null) answer('It would be in force at once.');
	else answer(`It would come into force on ${iso(inForceFrom)}, since the agreement gives notice.`);
	for (const { pointer, detail } of refused) answer(`  ${pointer}: ${detail}`);
	if (notices.length > 0) answer('Figures that no commitment names:');
	for (const { pointer, detail } of notices) answer(`  ${pointer}: ${detail}`);
	if (changes !== null) tellChanges(changes, names);
	else for (const { language } of texts) answer(`Text in ${language}: new.`);
	tellCommitments(commitments);
	answer(
		kept.length === 0
			? 'No promise about an incident is running.'
			: 'Running promises about incidents that keep their terms:',
	);
	for (const { id, acceptedAt, revision } of kept) answer(`  ${id}  accepted ${iso(acceptedAt)}, revision ${revision}`);
}

function tellCommitments(commitments: RevisionPreview['commitments']): void {
	const unread = commitments.filter(({ confirmed }) => !confirmed);
	answer(
		unread.length === 0 ? 'No commitment has to be confirmed.' : 'Commitments to be confirmed by whoever publishes:',
	);
	for (const { id, clause, sentences } of unread) {
		answer(`  ${id}${clause === null ? '' : `, clause ${clause}`}:`);
		for (const [language, words] of Object.entries(sentences))
			answer(`    ${language}: ${words.replaceAll('\n', ' / ')}`);
	}
}

function tellChanges({ authentic, terms, texts }: Changes, names: RevisionPreview['names']): void {
	const t = messagesIn('en');
	if (authentic !== null) answer(prevailsWords(t, authentic));
	if (terms === null) answer('The terms cannot be read, and are not compared yet.');
	else answer(terms.length === 0 ? 'No term changes.' : 'Terms that change:');
	for (const change of terms ?? []) answer(`  ${termLine(t, change, names)}`);
	for (const text of texts) tellText(text);
}

/** With the marks of a word diff: [-gone-] and {+new+}. */
function tellText(text: Changes['texts'][number]): void {
	const { language, onlyIn, retitled, summary, changed } = text;
	if (onlyIn !== null) answer(`Text in ${language}: ${onlyIn === 'after' ? 'new' : 'gone'}.`);
	else answer(`Text in ${language}:${changed?.length === 0 && !retitled ? ' no change.' : ''}`);
	if (retitled) answer(`  ${retitledWords(messagesIn('en'), text)}`);
	if (summary.to !== null) answer(`  Summary: ${summary.to}`);
	if (onlyIn !== null) return;
	for (const clause of changed ?? []) {
		const { number, kind, parts } = clause;
		const course = clauseCourse('en', clause);
		if (course !== null) answer(`  ${course}`);
		if (kind === 'renumbered' || kind === 'moved') continue;
		const words = parts.map(({ kind, text }) => ({ same: text, added: `{+${text}+}`, removed: `[-${text}-]` })[kind]);
		answer(`  ${number ?? 'unnumbered'} (${kind.replace('_', ' ')}): ${words.join('').replaceAll('\n', ' ')}`);
	}
}
