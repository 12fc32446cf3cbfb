import { weekdays } from '../domain/sla/calendar.ts';
import type { Commitment, Qualifier, Target } from '../domain/sla/commitment.ts';
import type { TermChange, TermValue } from '../domain/sla/term-changes.ts';
import type { Language } from '../domain/text.ts';
import type { Messages } from './es/messages.ts';
import { formatFor, percentIn } from './format.ts';
import { componentName, type NamedInTerms } from './names-in-terms.ts';
import { offsetName } from './offset.ts';

/** A change of terms as a reader would say it: `Urgent`, `1 business day`, `2 business days`. */
export interface TermWords {
	label: string;
	from: string;
	to: string;
	/** That of the wordings, where they are what changes. */
	language: Language | null;
}

export function termWords(t: Messages, change: TermChange, names: NamedInTerms): TermWords {
	const { absent, gone } = t.revisions.compare;
	const { of, was, from, to, named, language } = change;
	const aspect = aspectOf(t, change);
	const said = (value: TermValue, commitment: Commitment | null, those: Commitment[] | undefined) =>
		those === undefined
			? asCommitted(t, fieldOf(change), value, commitment, names)
			: those.map((one) => commitmentLabel(t, one, names.plans)).join('; ');
	return {
		label: subjectOf(t, change, names.plans) + (aspect === undefined ? '' : `, ${aspect}`),
		from: from === null ? absent : said(from, was, named?.from),
		to: to === null ? gone : said(to, of, named?.to),
		language,
	};
}

/** In one line: `Urgent: 1 business day → 2 business days`. */
export function termLine(t: Messages, change: TermChange, names: NamedInTerms): string {
	const { label, from, to } = termWords(t, change, names);
	return `${label}: ${from} → ${to}`;
}

/** `up to 45 minutes`; `not defined`. */
export function timeWords(t: Messages, target: Target | { months: number }, qualifier: Qualifier = 'exactly'): string {
	const { time } = t.terms;
	if (target === 'not_defined') return time.not_defined;
	const [[unit, count]] = Object.entries(target) as [[Exclude<keyof typeof time, 'not_defined'>, number]];
	return t.terms.qualifier[qualifier](time[unit](count));
}

/** `up to 10 business days (estimate)`: what is not defined is no estimate either. @param words of its target */
export function estimatedWords(t: Messages, commitment: Commitment, words: string): string {
	const isDefined = !('target' in commitment) || commitment.target !== 'not_defined';
	return commitment.estimate && isDefined ? `${words} (${t.promise.estimate})` : words;
}

/** The first letter as a sentence begins. */
export function capital(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** For whom a commitment is: `Urgent, Pro plan`; nothing where it is for all. */
export function whomWords(
	t: Messages,
	commitment: { plan?: string | undefined; criticality?: keyof Messages['criticality'] | undefined },
	planNames: Record<string, string>,
): string {
	const { plan, criticality } = commitment;
	const parts = [criticality && t.criticality[criticality], plan && t.terms.plan(planNames[plan] ?? plan)];
	return parts.filter((part) => part !== undefined).join(', ');
}

function subjectOf(t: Messages, { path, of, question }: TermChange, planNames: Record<string, string>): string {
	if (of !== null) return commitmentLabel(t, of, planNames);
	const [section = '', name = ''] = path.split('.');
	const subject = t.terms.subject[section as keyof Messages['terms']['subject']] ?? section;
	if (question !== null) return t.terms.readingOf(question[t.languageTag] ?? Object.values(question)[0] ?? '');
	return section === 'plans' ? `${subject}: ${planNames[name] ?? name}` : subject;
}

function commitmentLabel(t: Messages, commitment: Commitment, planNames: Record<string, string>): string {
	const subject = t.terms.subject[commitment.kind];
	const whom = whomWords(t, commitment, planNames);
	return whom === '' ? subject : `${subject}, ${whom}`;
}

/** Nothing where the subject says it all: "Solution, Urgent: 1 business day". */
function aspectOf(t: Messages, change: TermChange): string | undefined {
	const field = fieldOf(change);
	const aspects = t.terms.aspect;
	const aspect = isDay(field) ? `${aspects.also}, ${dayWords(t, field)}` : aspects[field as keyof typeof aspects];
	const { language } = change;
	return language === null ? aspect : `${aspect} (${formatFor(t.languageTag, 'UTC').language(language)})`;
}

/** `target`; of a wording `answer`; of the name of a day its date. */
function fieldOf({ path, language }: TermChange): string {
	return path.split('.').at(language === null ? -1 : -2) ?? '';
}

/** A time says whether it is the most, and an estimate, as on every other page. */
function asCommitted(
	t: Messages,
	field: string,
	value: TermValue,
	commitment: Commitment | null,
	names: NamedInTerms,
): string {
	if (commitment === null || field !== 'target') return wordsFor(t, field, value, names);
	const isTime = 'qualifier' in commitment && typeof value === 'object';
	const words = isTime ? timeWords(t, commitment.target, commitment.qualifier) : wordsFor(t, field, value, names);
	return estimatedWords(t, commitment, words);
}

function wordsFor(t: Messages, field: string, value: TermValue, names: NamedInTerms): string {
	if (Array.isArray(value)) return value.map((one) => wordsFor(t, field, one, names)).join(', ');
	if (typeof value === 'object') return objectWords(t, value);
	if (typeof value === 'boolean') return t.terms[field as 'estimate' | 'guaranteed' | 'breach'][value ? 'yes' : 'no'];
	if (typeof value === 'number') return String(value);
	switch (field) {
		case 'plan':
			return names.plans[value] ?? value;
		case 'systems':
		case 'partners':
			return componentName(names, t.languageTag, value);
		case 'days':
			return weekdayWords(t, value, 'long');
		case 'also':
		case 'not':
			return dayWords(t, value);
		case 'country':
			return new Intl.DisplayNames(t.languageTag, { type: 'region' }).of(value) ?? value;
		case 'criticality':
			return t.criticality[value as keyof Messages['criticality']];
		case 'target':
			return value === 'not_defined' ? t.terms.time.not_defined : value;
		// A name, a wording or a number of a clause is its own word, whatever it says.
		default:
			return isPlain(field) ? value : (t.terms.value[value as keyof Messages['terms']['value']] ?? value);
	}
}

function isPlain(field: string): boolean {
	return /^(name|clause|definition|zone|opens|closes|question|answer)$/.test(field) || isDay(field);
}

function isDay(field: string): boolean {
	return /^\d{4}-\d\d-\d\d$/.test(field);
}

/** 24 December 2026 */
function dayWords({ languageTag }: Messages, date: string): string {
	return formatFor(languageTag, 'UTC').date(Date.parse(`${date}T12:00:00Z`));
}

/** @param day as the terms have it: `mon` */
export function weekdayWords({ languageTag }: Messages, day: string, weekday: 'long' | 'short'): string {
	// The first of January 2024 was a Monday.
	const at = Date.UTC(2024, 0, 1 + weekdays.indexOf(day as (typeof weekdays)[number]));
	return new Intl.DateTimeFormat(languageTag, { weekday, timeZone: 'UTC' }).format(at);
}

/** What a commitment names that is more than one word: a share of a month, a window, a credit, a time. */
export function objectWords(t: Messages, value: object): string {
	const { languageTag } = t;
	if ('hours_a_day' in value) {
		const { hours_a_day, days_a_week } = value as { hours_a_day: number; days_a_week: number };
		return t.terms.monitoring(hours_a_day, days_a_week);
	}
	if ('offset' in value) {
		const { from, to, offset } = value as { from: string; to: string; offset: string };
		return t.terms.window(from, to, offsetName(offset));
	}
	if ('per' in value) {
		const { percent, per } = value as { percent: number; per: 'month' | 'quarter' };
		return t.terms.availability(percentIn(languageTag, percent), t.terms.per[per]);
	}
	if ('below' in value) {
		const { below, percent } = value as { below: number; percent: number };
		return t.terms.credit(percentIn(languageTag, below), percentIn(languageTag, percent));
	}
	const [unit] = Object.keys(value);
	if (unit !== undefined && unit in t.terms.time) return timeWords(t, value as { days: number });
	return Object.values(value).join(' / ');
}
