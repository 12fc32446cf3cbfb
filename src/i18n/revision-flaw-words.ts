import type { Messages } from './es/messages.ts';

type Words = Messages['drafting']['flaw'];
type Say = (words: Words, found: RegExpExecArray, t: Messages) => string;

const CLAUSE = 'clause ([\\d.]*\\d)';
const instead = (found: RegExpExecArray, place: number) => (found[place] ?? '').replace(/^: it says /, '');

/** Of what keeps a revision from being published, what the API says in English. */
const known: readonly [RegExp, Say][] = [
	// Of clauses, beside the terms.
	[says('to say that nothing is defined'), (words, [, clause = '']) => words.undefined(clause)],
	[says('to say what .*: it says that nothing is defined'), (words, [, clause = '']) => words.defined(clause)],
	[says('to call it an estimate'), (words, [, clause = '']) => words.estimate(clause)],
	[says('to call nothing an estimate'), (words, [, clause = '']) => words.noEstimate(clause)],
	[says('to guarantee'), (words, [, clause = '']) => words.guarantee(clause)],
	[
		says('(?:to speak of|to define|to say (?:from|in|around) [a-z])'),
		(words, [, clause = '']) => words.otherwise(clause),
	],
	[
		new RegExp(`^expected (?:${CLAUSE}|what .*number) to say (?:.*), as the authentic text does(: it says .*)?$`),
		(words, found, t) => words.figures(found[1] ?? words.unnumbered, figures(t, instead(found, 2))),
	],
	[
		new RegExp(`^expected ${CLAUSE} to say (?:nothing but .*|no figure), as .*?: it says (.*)$`),
		(words, [, clause = '', said = ''], t) => words.besides(clause, figures(t, said)),
	],
	[
		new RegExp(`^expected ${CLAUSE} to say (.*?),? (?:as .* does?|beside what .* about): it says (.*)$`),
		(words, [, clause = '', meant = '', said = ''], t) => words.says(clause, figures(t, said), figures(t, meant)),
	],
	[
		new RegExp(`^expected ${CLAUSE} to say (.*), as .* does?$`),
		(words, [, clause = '', meant = ''], t) => words.lacks(clause, figures(t, meant)),
	],
	[new RegExp(`^expected ${CLAUSE} in at most`), (words, [, clause = '']) => words.long(clause)],
	[new RegExp(`^expected ${CLAUSE}, which the authentic`), (words, [, clause = '']) => words.untranslated(clause)],
	[new RegExp(`^expected ${CLAUSE}, which`), (words, [, clause = '']) => words.noClause(clause)],
	[new RegExp(`^expected no ${CLAUSE}`), (words, [, clause = '']) => words.onlyHere(clause)],
	[new RegExp(`^expected ${CLAUSE} once`), (words, [, clause = '']) => words.twice(clause)],
	[new RegExp(`^expected ${CLAUSE} to be written`), (words, [, clause = '']) => words.unwritten(clause)],
	// Of the whole.
	[/^readings\..*as the calendar does$/, ({ readingHours }) => readingHours],
	[/^readings\./, ({ reading }) => reading],
	[/^expected a change: revision (\d+)/, (words, [, number = '']) => words.same(number)],
	[/^editorial: expected the same terms/, ({ editorialTerms }) => editorialTerms],
	[/^editorial: expected the same language to prevail/, ({ editorialPrevails }) => editorialPrevails],
	[/^editorial: expected the same figures/, ({ editorialFigures }) => editorialFigures],
	[/authentic/, ({ authentic }) => authentic],
	[/^expected front matter/, ({ front }) => front],
	[/^expected a text(,| below)/, ({ noBody }) => noBody],
	[/at most 1 MB/, ({ large }) => large],
	[/control characters|UTF-8/, ({ control }) => control],
	[/nested too deeply/, ({ nested }) => nested],
	[/"confirmed": true.*clause ([\d.]*\d)/, (words, [, clause = '']) => words.unconfirmed(clause)],
	[/"confirmed": true.*which text prevails/, ({ unconfirmedPrevails }) => unconfirmedPrevails],
	[/id of a commitment: there is no "/, ({ unknownId }) => unknownId],
	[/plan of plans: there is no "/, ({ plan }) => plan],
	[/there is no "([^"]*)"$/, (words, [, name = '']) => words.unknownSystem(name)],
	[/twenty years/, ({ unreachable }) => unreachable],
	[/^(?:clause [\d.]*\d: )?found (".*"): [^"]*$/s, (words, [, found = ''], t) => words.unseen(figures(t, found))],
	// Of a field.
	[/restored: ([\d.]*\d) was taken out$/, (words, [, clause = '']) => words.takenOut(clause)],
	[/^Expected (?:a clause|an id)/, ({ number }) => number],
	[/^Expected a time such/, ({ time }) => time],
	[/^Expected a time zone/, ({ zone }) => zone],
	[/^Expected an offset/, ({ offset }) => offset],
	[/^Expected a calendar|^Expected office/, ({ calendar }) => calendar],
	[/^Expected (?:a band|bands)/, ({ bands }) => bands],
	[/^Expected each commitment once/, ({ repeated }) => repeated],
	[/^Expected at most (\d+) characters/, (_, [, most = ''], t) => t.console.flaw.long(most)],
	[/^Expected at most (\d+)$/, (words, [, most = '']) => words.most(most)],
	[/number|minutes: N|days: N|>0/, ({ positive }) => positive],
];

/** Why a revision cannot be published like this, for the person who writes it. @param detail without the line of a file */
export function revisionFlawWords(t: Messages, detail: string): string {
	const words = t.drafting.flaw;
	for (const [pattern, say] of known) {
		const found = pattern.exec(detail);
		if (found) return say(words, found, t);
	}
	return /found nothing|not empty/.test(detail) ? t.console.flaw.empty : words.unknown;
}

/** Of a clause whose figures nothing names. */
export function revisionNoticeWords(t: Messages, detail: string): string {
	const words = t.drafting.flaw;
	const [, where = '', said = ''] = /^(?:line \d+: )?(.*) says (.*), which no commitment names$/.exec(detail) ?? [];
	const clause = /^clause ([\d.]*\d)$/.exec(where)?.[1];
	return words.notice(clause === undefined ? words.unnumbered : words.clause(clause), figures(t, said));
}

function says(what: string): RegExp {
	return new RegExp(`^expected ${CLAUSE} ${what}`);
}

/** `up to 10 business days and "2 días"`, as a reader of this language says it. */
function figures(t: Messages, english: string): string {
	const list = new Intl.ListFormat(t.languageTag, { type: 'conjunction' });
	const [open = '"', close = '"'] =
		{ es: ['«', '»'], 'pt-BR': ['“', '”'], en: ['“', '”'] }[t.languageTag as 'es'] ?? [];
	const parts = english.match(/"[^"]*"(?: \([^)]*\))?|[^",]+?(?=, | and |$)/g) ?? [];
	const said = parts.map((part) => {
		const trimmed = part.replace(/^(?:, | and )+/, '').trim();
		const quoted = /^"([^"]*)"/.exec(trimmed)?.[1];
		return quoted === undefined ? figure(t, trimmed) : open + quoted + close;
	});
	return list.format(said.filter((one) => one !== '' && one !== 'and' && one !== 'others'));
}

function figure(t: Messages, english: string): string {
	const found = /^(up to |at least )?(\d+) (minute|hour|business day|day|month)s?$/.exec(english);
	if (!found) return english;
	const [, qualifier = '', count, unit = ''] = found;
	const time = t.terms.time[`${unit.replace(' ', '_')}s` as 'days'](Number(count));
	return t.terms.qualifier[qualifier === '' ? 'exactly' : (qualifier.trim().replace(' ', '_') as 'up_to')](time);
}
