import { RE2JS, RE2JSException } from 're2js';

/** Of a text, in characters: what comes later is not looked at. */
export const MOST_MATCHED = 65_536;
/** Each step of a pattern may be tried at each character: both together bound the time, to a quarter of a second at worst. */
const MOST_STEPS = 200;
const LONGEST = 1000;

/** Some patterns are asked again and again. */
const compiled = new Map<string, RE2JS>();
const MOST_KEPT = 1000;

/** Why a pattern can't be used, as the end of a sentence; null for one that can. */
export function flawOfPattern(source: string): string | null {
	if (source.length > LONGEST) return `at most ${LONGEST} characters`;
	try {
		if (patternOf(source).programSize() <= MOST_STEPS) return null;
		return `a shorter regular expression: with its repetitions written out it has more than ${MOST_STEPS} steps`;
	} catch (error) {
		if (!(error instanceof RE2JSException)) throw error;
		return 'a regular expression that RE2 knows (github.com/google/re2/wiki/Syntax): no look-around, no back-references';
	}
}

/**
 * Does the pattern match anywhere in the text? In time that grows with the length of the text only, whatever the pattern:
 * a backtracking engine can be kept busy for ever by either. `.` is any character, line ends too.
 */
export function matchesPattern(source: string, text: string): boolean {
	return patternOf(source).matcher(text.slice(0, MOST_MATCHED)).find();
}

/** What the pattern and its groups caught, empty where a group caught nothing; null where it doesn't match. */
export function caughtBy(source: string, text: string): string[] | null {
	const matcher = patternOf(source).matcher(text.slice(0, MOST_MATCHED));
	if (!matcher.find()) return null;
	return Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '');
}

/** A pattern that matches this very text. */
export function quoted(text: string): string {
	return RE2JS.quote(text);
}

function patternOf(source: string): RE2JS {
	const known = compiled.get(source);
	if (known !== undefined) return known;
	const pattern = RE2JS.compile(source, RE2JS.DOTALL);
	if (compiled.size >= MOST_KEPT) compiled.clear();
	compiled.set(source, pattern);
	return pattern;
}
