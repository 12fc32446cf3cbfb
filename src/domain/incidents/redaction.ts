import { DomainError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import { invalid } from '../refusal.ts';
import { isVisible, type Text } from '../text.ts';

/** What must not stay goes, and that it went stays: when, and why. */
export interface Redaction {
	at: Instant;
	reason: Text;
}

/** What stands in place of words that were redacted. */
export const MARK = '█████';
/** Shorter ones stand in too many places. */
const SHORTEST = 4;

/** The same value without these words, wherever text stands in it. */
export function without<T>(value: T, words: string): T {
	if (typeof value === 'string') return withMark(value, words) as T;
	if (value === null || typeof value !== 'object') return value;
	if (Array.isArray(value)) return value.map((one) => without(one, words)) as T;
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, without(one, words)])) as T;
}

/** What overlaps goes as a whole: no half of a secret is left beside the mark. */
function withMark(text: string, words: string): string {
	let kept = '';
	let end = 0;
	for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
		if (at >= end) kept += text.slice(end, at) + MARK;
		end = at + words.length;
	}
	return kept + text.slice(end);
}

export function holds(value: unknown, words: string): boolean {
	if (typeof value === 'string') return value.includes(words);
	if (value === null || typeof value !== 'object') return false;
	return Object.values(value).some((one) => holds(one, words));
}

/**
 * @param texts all that people wrote of it: only there words can be redacted, since everything else is a fact
 * @param isRecorded do they stand in the ledger, at least? A title may have been changed since
 * @throws DomainError `invalid` for words too short, words that don't stand there, and a reason that says them again
 */
export function refuseRedaction(texts: unknown, words: string, reason: Text, isRecorded = false): void {
	if (words.length < SHORTEST || !isVisible(words)) throw invalid('/words', `Expected at least ${SHORTEST} characters`);
	if (words.includes('█')) throw invalid('/words', 'Expected words without "█", which stands in their place');
	if (holds(reason, words)) throw invalid('/reason', 'Expected a reason without these words: it is public');
	if (!isRecorded && !holds(texts, words)) {
		const detail = 'Expected words as they stand in its title, its updates or its justification';
		throw new DomainError('invalid', 'These words do not stand there', [{ pointer: '/words', detail }]);
	}
}
