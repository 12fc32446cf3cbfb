import type { Flaw } from '../domain/errors.ts';
import type { Messages } from './es/messages.ts';

/** Of what people get wrong most, what the API says in English; a group is the number or the instant in it. */
const known: [RegExp, Exclude<keyof Messages['console']['flaw'], 'refusals'>][] = [
	[/found nothing|not empty|^Expected a text|in one of/, 'empty'],
	[/^Expected at most (\d+) characters/, 'long'],
	[/is to come, within a year/, 'withinYear'],
	[/^Expected a start that is still to come; work that has begun/, 'begunWork'],
	[/still to come|is to come/, 'future'],
	[/^Expected a start that has passed: the work/, 'begun'],
	[/not come yet|in the future|has passed|in the past/, 'past'],
	[/^Expected either one of the instants/, 'eitherInstant'],
	[/^Expected an instant after the deadline, (\S+Z)/, 'afterDeadline'],
	[/^Expected an instant that is not before accepted_at/, 'afterAccepted'],
	[/^Expected an instant after the start/, 'afterStart'],
	[/^Expected an instant before the resolution/, 'beforeEnd'],
	[/^Expected an instant after the (resolution|incident was accepted)/, 'afterEnd'],
	[/^Expected an end after the start/, 'endBeforeStart'],
	[/^Expected the reason of the change/, 'reason'],
	[/^Expected at least one component/, 'component'],
	[/^Expected an address such as "an+a?@/, 'email'],
	[/^Expected none: of a resolved incident/, 'promisesNothing'],
	[/^Expected operational: a resolved incident/, 'holdsNothing'],
	[/^Expected an instant before .*?(\d{4}-\d\d-\d\dT[\d:.]+Z)/, 'latest'],
	[/^Expected an instant after .*?(\d{4}-\d\d-\d\dT[\d:.]+Z)/, 'earliest'],
	// What it would have to be nearer to is told in words of its own.
	[/^Expected an instant(?! (after|before|between))/, 'instant'],
	[/^Line (\d+): found .+: HTML is not shown: [^:]+$/s, 'html'],
	[/^Line (\d+): found more marks or longer words/, 'tangled'],
	[/^Line (\d+): found .+: there are no footnotes: [^:]+$/s, 'footnote'],
	[/^Line (\d+): found .+: nothing refers to this[^:]+$/s, 'unused'],
	[/^Line (\d+): found .+: an image inside a link is not shown: [^:]+$/s, 'linkedImage'],
	[/^Line (\d+): found .+: expected an address that begins with https:/s, 'link'],
	[/^Line (\d+): found .+: a heading without words is not shown$/s, 'heading'],
	[/^Line (\d+): found .+: the table has \d+ columns, this row \d+$/s, 'table'],
	[/^Expected a value for "/, 'empty'],
	[/^Expected at least one change/, 'unchanged'],
	[/^Expected a clause of this draft/, 'clause'],
	[/^Expected a colleague who was not asked to read/, 'askedThis'],
	[/^Expected a colleague who was not asked in/, 'askedLately'],
	[/^Expected a colleague/, 'colleague'],
	[/is no longer part of this site$/, 'departed'],
	[/^There is no component "(.+)"$/, 'unknown'],
	[/is called ".+" now$/, 'renamed'],
	[/^Expected (FREQ|a rule that they are exceptions to)/, 'howOften'],
	[/would still last when the next one starts$/, 'overlaps'],
	[/^This rule gives no occurrence/, 'noneLeft'],
	[/^Expected a last day that is not before/, 'endsBeforeFirst'],
	[/is no UNTIL|UNTIL cannot be read/, 'lastDay'],
	[/^"(.+)" is no date on which it comes again/, 'noDate'],
	[/^Expected ".+" or "/, 'choose'],
];

/** As `/subscribe` says it. */
const addresses: readonly [RegExp, 'email' | 'url' | 'chat'][] = [
	[/^Expected an address such as "ann@/, 'email'],
	[/^Expected an address such as "https:/, 'url'],
	[/^Expected the id of a chat/, 'chat'],
];

/** Why something cannot be done with what is there, in what the commands say of it. */
const refusals: [RegExp, keyof Messages['console']['flaw']['refusals']][] = [
	[/was retracted/, 'retracted'],
	[/Incident is already resolved/, 'resolved'],
	[/Incident is not resolved/, 'notResolved'],
	[/^No deadline of this incident is still to come/, 'noneToCome'],
	[/^No deadline of this incident/, 'noDeadline'],
	[/miss (was justified|is justified)/, 'justified'],
	[/follows from the facts of today|verdict does not hold/, 'decided'],
	[/Maintenance is (already|cancelled|completed)/, 'workOver'],
	[/No update of this incident/, 'noUpdate'],
	[/cannot follow|Maintenance is not over|never began/, 'notNow'],
	[/^No status is set by hand/, 'notSet'],
	[/only its words can be edited/, 'onlyWords'],
	[/^Whoever wrote it may not/, 'authorGone'],
	[/^What it is about has changed/, 'changedSince'],
	[/^Revision \d+ of .+ is in force, not|^Expected revision \d+ of/, 'revisionSince'],
	[/is no longer part of this site$/, 'departed'],
	[/^There is no (?:component|incident|maintenance|update) /, 'gone'],
	[/^Another incident tells of these components/, 'toldMeanwhile'],
	[/^It does not wait any more/, 'waitsNoMore'],
	[/^Expected somebody other than who wrote it/, 'ownPost'],
	[/^Expected somebody who has written nothing/, 'ownDraft'],
	[/^This draft follows revision/, 'draftOvertaken'],
	[/^Expected another administrator first/, 'lastAdmin'],
	[/^Expected the role that/, 'otherRole'],
	[/^Whoever approved it may not/, 'approverGone'],
	[/^Expected a mail server/, 'noMail'],
	[/by a mistake of the program/, 'fault'],
	[/^This version does not know such a post/, 'fault'],
];

/** Why nothing was published, for the person who wanted it; in English what only few ever see. */
export function refusalWords(t: Messages, detail: string): { words: string; isForeign: boolean } {
	const found = refusals.find(([pattern]) => pattern.test(detail));
	return found === undefined
		? { words: detail, isForeign: true }
		: { words: t.console.flaw.refusals[found[1]], isForeign: false };
}

/**
 * What is wrong with a field, for the person who filled it in; in English what only few ever see.
 *
 * @param moment an instant as the person reads it
 */
export function flawWords(
	t: Messages,
	{ detail }: Flaw,
	moment: (at: number) => string,
): { words: string; isForeign: boolean } {
	const address = addresses.find(([pattern]) => pattern.test(detail));
	if (address) return { words: t.subscribe.flaws[address[1]], isForeign: false };
	for (const [pattern, name] of known) {
		const found = pattern.exec(detail);
		const said = t.console.flaw[name] as string | ((value: string) => string);
		if (found)
			return { words: typeof said === 'string' ? said : said(shown(found[1] ?? '', moment)), isForeign: false };
	}
	return { words: detail, isForeign: true };
}

function shown(group: string, moment: (at: number) => string): string {
	return /^\d{4}-\d\d-\d\dT/.test(group) ? moment(Date.parse(group)) : group;
}
