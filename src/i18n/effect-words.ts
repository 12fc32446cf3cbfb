import type { Commitment } from '../domain/sla/commitment.ts';
import type { Allowance, TermEffect } from '../domain/sla/term-effects.ts';
import type { Messages } from './es/messages.ts';
import { type Format, percentIn } from './format.ts';
import { componentName, type NamedInTerms } from './names-in-terms.ts';
import { objectWords, timeWords, whomWords } from './term-words.ts';

/** What other terms come to, as a sentence. */
export function effectWords(t: Messages, format: Format, effect: TermEffect, names: NamedInTerms): string {
	const words = t.drafting.effect;
	const planNames = names.plans;
	switch (effect.kind) {
		case 'first_response':
		case 'solution': {
			const { kind, from, was, is, besides } = effect;
			const but = besides.map((plan) => words.but(planNames[plan] ?? plan));
			const of = joined(t.terms.subject[kind], whomWords(t, effect, planNames), ...but);
			const due = (at: number | null) => (at === null ? t.drafting.noDeadline : format.zoned(at));
			return words.due(of, words.clock[from], due(was), due(is));
		}
		case 'availability': {
			const { was, is } = effect;
			const { of } = (is ?? was) as Allowance;
			const share = (one: Allowance | null) =>
				one === null
					? t.drafting.notSaid
					: t.terms.availability(percentIn(t.languageTag, one.of.target.percent), t.terms.per[one.of.target.per]);
			const whom = joined(
				t.terms.subject.availability,
				whomWords(t, of, planNames),
				...(of.systems ?? []).map((one) => componentName(names, t.languageTag, one)),
			);
			const missing = [was, is].map((one) =>
				one === null || one.missing === null ? null : format.duration(one.missing),
			);
			const [before = null, after = null] = missing;
			const period = before === null || after === null ? '' : ` ${words.missing[of.target.per](before, after)}`;
			return `${words.changes(whom, share(was), share(is))}${period}`;
		}
		default: {
			const { kind, was, is } = effect;
			const of = is ?? was;
			const whom = joined(t.terms.subject[kind], of === null ? '' : whomWords(t, of, planNames));
			const sentence = words.changes(whom, saidBy(t, was), saidBy(t, is));
			return kind === 'maintenance_window' ? `${sentence} ${words.window}` : sentence;
		}
	}
}

function saidBy(t: Messages, commitment: Commitment | null): string {
	if (commitment === null) return t.drafting.notSaid;
	if (commitment.kind === 'maintenance_window') {
		const { window, guaranteed } = commitment;
		return joined(objectWords(t, window), t.terms.guaranteed[guaranteed ? 'yes' : 'no']);
	}
	if (commitment.kind === 'retention') return timeWords(t, commitment.target, commitment.qualifier);
	return objectWords(t, commitment.target as object);
}

function joined(...parts: string[]): string {
	return parts.filter((part) => part !== '').join(', ');
}

/** Which of them the report of the month counts by, before and after; nothing where no figure of it is concerned. */
export function reportWords(t: Messages, effects: readonly TermEffect[], next: number): string[] {
	const { report, availability } = t.drafting.effect;
	const isTimed = effects.some(({ kind }) => kind === 'first_response' || kind === 'solution');
	const isShare = effects.some(({ kind }) => kind === 'availability');
	return [...(isTimed ? [report(next - 1, next)] : []), ...(isShare ? [availability(next)] : [])];
}
