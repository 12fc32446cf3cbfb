import type { Commitment, Qualifier, Target } from '../domain/sla/commitment.ts';
import type { TermChange, TermValue } from '../domain/sla/term-changes.ts';
import type { Messages } from './es/messages.ts';
import { percentIn } from './format.ts';
import { offsetName } from './offset.ts';

/** A change of terms as a reader would say it: `Urgent`, `1 business day`, `2 business days`. */
export interface TermWords {
	label: string;
	from: string;
	to: string;
}

/** @param planNames by slug */
export function termWords(t: Messages, change: TermChange, planNames: Record<string, string>): TermWords {
	const { absent, gone } = t.revisions.compare;
	const { path, of, was, from, to } = change;
	const aspect = aspectOf(t, path);
	return {
		label: subjectOf(t, change, planNames) + (aspect === undefined ? '' : `, ${aspect}`),
		from: from === null ? absent : asCommitted(t, path, from, was, planNames),
		to: to === null ? gone : asCommitted(t, path, to, of, planNames),
	};
}

/** In one line: `Urgent: 1 business day → 2 business days`. */
export function termLine(t: Messages, change: TermChange, planNames: Record<string, string>): string {
	const { label, from, to } = termWords(t, change, planNames);
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
function aspectOf(t: Messages, path: string): string | undefined {
	const field = path.split('.').at(-1) ?? '';
	return t.terms.aspect[field as keyof Messages['terms']['aspect']];
}

/** A time says whether it is the most, and an estimate, as on every other page. */
function asCommitted(
	t: Messages,
	path: string,
	value: TermValue,
	commitment: Commitment | null,
	planNames: Record<string, string>,
): string {
	if (commitment === null || !path.endsWith('.target')) return wordsFor(t, path, value, planNames);
	const isTime = 'qualifier' in commitment && typeof value === 'object';
	const words = isTime ? timeWords(t, commitment.target, commitment.qualifier) : wordsFor(t, path, value, planNames);
	return estimatedWords(t, commitment, words);
}

function wordsFor(t: Messages, path: string, value: TermValue, planNames: Record<string, string>): string {
	const field = path.split('.').at(-1) ?? '';
	if (Array.isArray(value)) return value.map((one) => wordsFor(t, path, one, planNames)).join(', ');
	if (field === 'plan' && typeof value === 'string') return planNames[value] ?? value;
	if (typeof value === 'object') return objectWords(t, value);
	if (typeof value === 'boolean') return t.terms[field as 'estimate' | 'guaranteed' | 'breach'][value ? 'yes' : 'no'];
	if (typeof value === 'number') return String(value);
	// A name, an id or a number of a clause is its own word, whatever it says.
	if (/^(name|clause|definition|covers|systems|zone|commitments|days|opens|closes|country)$/.test(field)) return value;
	if (field === 'target' && value === 'not_defined') return t.terms.time.not_defined;
	if (field === 'criticality') return t.criticality[value as keyof Messages['criticality']];
	return t.terms.value[value as keyof Messages['terms']['value']] ?? value;
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
	if ('date' in value) return (value as { date: string }).date;
	if (languageTag in value) return (value as Record<string, string>)[languageTag] ?? '';
	const [unit] = Object.keys(value);
	if (unit !== undefined && unit in t.terms.time) return timeWords(t, value as { days: number });
	return Object.values(value).join(' / ');
}
