import { flawOfJson } from '../../domain/watch/json-condition.ts';
import type { BodyConditions } from '../../domain/watch/monitor.ts';
import { matchesPattern } from '../../domain/watch/pattern.ts';
import { readBody, TooLarge, textOf } from '../body.ts';
import type { Incoming } from '../incoming.ts';
import { bodyContains } from '../search-body.ts';

const MAX_BYTES = 1_000_000;

/**
 * What a body isn't, that it should be. Of one that only has to contain something no more is read than that; any other is
 * read as a whole.
 *
 * @throws TooLarge beyond a megabyte; else what `readBody` throws
 */
export async function flawOfBody(incoming: Incoming, conditions: BodyConditions): Promise<string | null> {
	const { contains, notContains = [], matches = [], notMatches = [], json = [] } = conditions;
	if ([notContains, matches, notMatches, json].every(({ length }) => length === 0)) {
		return contains.length === 0 ? null : flawOfContents(incoming, contains);
	}
	const text = textOf(await readBody(incoming, MAX_BYTES), incoming.headers['content-type']);
	if (!contains.every((one) => text.includes(one))) return 'the body does not contain what it should';
	if (notContains.some((one) => text.includes(one))) return 'the body contains what it should not';
	if (!(await all(matches, (one) => matchesPattern(one, text)))) return 'the body does not match';
	if (!(await all(notMatches, (one) => !matchesPattern(one, text)))) return 'the body matches what it should not';
	return json.length === 0 ? null : flawOfJson(text, json);
}

async function flawOfContents(incoming: Incoming, wanted: readonly string[]): Promise<string | null> {
	try {
		const isThere = await bodyContains(incoming, wanted, MAX_BYTES);
		return isThere ? null : 'the body does not contain what it should';
	} catch (error) {
		if (!(error instanceof TooLarge)) throw error;
		return `the first ${MAX_BYTES / 1_000_000} MB of the body do not contain what they should`;
	}
}

/** Others have a turn after each one, which may take a while. */
async function all(patterns: readonly string[], holds: (pattern: string) => boolean): Promise<boolean> {
	for (const one of patterns) {
		if (!holds(one)) return false;
		await new Promise(setImmediate);
	}
	return true;
}
