import type { Commitment } from '../domain/sla/commitment.ts';
import type { TermPath, TermSection } from '../domain/sla/term-fields.ts';
import type { Messages } from './es/messages.ts';
import { capital, weekdayWords, whomWords } from './term-words.ts';

type Labels = Readonly<Record<string, string | undefined>>;

/** What a field of the terms asks for: `in which hours`, `clause`. */
export function termFieldLabel(t: Messages, path: TermPath): string {
	const name = String(path.at(-1));
	const isOfDay = path.includes('window') || path.includes('calendar');
	const [own, aspects]: Labels[] = [t.drafting.field, t.terms.aspect];
	return (isOfDay ? own?.[name] : undefined) ?? aspects?.[name] ?? own?.[name] ?? name;
}

/** One of the words that may stand in a field. */
export function termOptionWords(t: Messages, path: TermPath, option: string): string {
	const name = String(path.at(-1));
	if (name === 'criticality') return t.criticality[option as keyof Messages['criticality']] ?? option;
	if (name === 'per') return t.terms.per[option as 'month'] ?? option;
	if (name === 'days') return capital(weekdayWords(t, option, 'short'));
	if (option === 'not_defined') return t.terms.time.not_defined;
	if (option === 'true' || option === 'false') {
		return t.terms[name as 'estimate' | 'guaranteed' | 'breach'][option === 'true' ? 'yes' : 'no'];
	}
	return (t.terms.value as Labels)[option] ?? option;
}

/** `business days`, after a number. */
export function unitWords(t: Messages, unit: string, count: number): string {
	const said = t.terms.time[unit as 'days'];
	return typeof said === 'function' ? said(count).replace(`${count} `, '') : unit;
}

/** What a part of the terms is about: `Solution, Urgent`; `Reading: When does it start?` */
export function termSectionLabel(t: Messages, { path, value }: TermSection, planNames: Record<string, string>): string {
	const [key = ''] = path;
	const subjects: Labels = t.terms.subject;
	if (key === 'commitments') {
		const subject = subjects[String(value.kind)] ?? String(value.kind);
		const whom = whomWords(
			t,
			value as Partial<Pick<Extract<Commitment, { kind: 'solution' }>, 'plan' | 'criticality'>>,
			planNames,
		);
		return whom === '' ? subject : `${subject}, ${whom}`;
	}
	const subject = subjects[key] ?? String(key);
	const told = key === 'plans' ? value.name : key === 'readings' ? inLanguage(t, value.question) : undefined;
	return typeof told === 'string' && told !== '' ? `${subject}: ${told}` : subject;
}

function inLanguage({ languageTag }: Messages, text: unknown): unknown {
	return typeof text === 'object' && text !== null ? (text as Record<string, unknown>)[languageTag] : undefined;
}
