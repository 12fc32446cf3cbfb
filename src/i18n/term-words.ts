import type { TermChange, TermValue } from '../domain/sla/term-changes.ts';
import type { Messages } from './es/messages.ts';
import { offsetName } from './offset.ts';

/** A change of terms as a reader would say it: `Urgent`, `1 business day`, `2 business days`. */
export interface TermWords {
	label: string;
	from: string;
	to: string;
}

/** @param planNames by slug */
export function termWords(t: Messages, { path, from, to }: TermChange, planNames: Record<string, string>): TermWords {
	const { absent, gone } = t.revisions.compare;
	const aspect = aspectOf(t, path);
	return {
		label: subjectOf(t, path, planNames) + (aspect === undefined ? '' : `, ${aspect}`),
		from: from === null ? absent : wordsFor(t, path, from),
		to: to === null ? gone : wordsFor(t, path, to),
	};
}

/** In one line: `Urgent: 1 business day → 2 business days`. */
export function termLine(t: Messages, change: TermChange, planNames: Record<string, string>): string {
	const { label, from, to } = termWords(t, change, planNames);
	return `${label}: ${from} → ${to}`;
}

function subjectOf(t: Messages, path: string, planNames: Record<string, string>): string {
	const [section = '', name = ''] = path.split('.');
	if (section === 'first_response') return t.revisions.terms.plan(planNames[name] ?? name);
	if (section === 'solution') return t.criticality[name as keyof Messages['criticality']];
	return t.revisions.terms.subject[section as keyof Messages['revisions']['terms']['subject']] ?? section;
}

/** Nothing where the subject says it all: "Urgent: 1 business day". */
function aspectOf(t: Messages, path: string): string | undefined {
	const field = path.split('.').at(-1) ?? '';
	return t.revisions.terms.aspect[field as keyof Messages['revisions']['terms']['aspect']];
}

function wordsFor(t: Messages, path: string, value: TermValue): string {
	const { minutes, months, value: words } = t.revisions.terms;
	if (typeof value === 'object') return t.promise.businessDays(value.business_days);
	if (path.endsWith('.estimate')) return value ? words.estimate : words.exact;
	if (typeof value === 'boolean') return value ? words.yes : words.no;
	if (typeof value === 'number') {
		if (path.endsWith('.minutes')) return minutes(value);
		return path.endsWith('.months') ? months(value) : String(value);
	}
	if (path.endsWith('.offset')) return offsetName(value);
	// A name or a number of a clause is its own word, whatever it says.
	if (/\.(name|clause|definition)$/.test(path)) return value;
	return words[value as keyof typeof words] ?? value;
}
