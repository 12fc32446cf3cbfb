import { z } from 'zod';
import { isSingularPath, type JsonCondition } from '../domain/watch/json-condition.ts';
import { oneOrMore, Pattern } from './patterns.ts';

const Path = z
	.string('Expected a JSONPath such as "$.status"')
	.refine(isSingularPath, 'Expected a JSONPath (RFC 9535) to one value, such as "$.status" or "$.nodes[0].state"');
const scalar = 'Expected a text, a number, true, false or null';
const Scalars = oneOrMore(z.union([z.string(), z.number(), z.boolean(), z.null()], scalar));
const Limit = z.number('Expected a number');
const Length = z
	.strictObject({ equals: Limit.optional(), above: Limit.optional(), below: Limit.optional() })
	.refine((length) => Object.keys(length).length > 0, 'Expected equals, above or below');

const conditions = ['equals', 'not_equals', 'same_as', 'matches', 'exists', 'above', 'below', 'length'] as const;

const Condition = z
	.strictObject({
		path: Path,
		equals: Scalars.optional(),
		not_equals: Scalars.optional(),
		same_as: Path.optional(),
		matches: Pattern.optional(),
		exists: z.boolean().optional(),
		above: Limit.optional(),
		below: Limit.optional(),
		length: Length.optional(),
	})
	.superRefine((one, context) => {
		const given = conditions.filter((name) => one[name] !== undefined);
		const say = (message: string) => context.addIssue({ code: 'custom', message });
		if (given.length === 0) say(`Expected one of ${conditions.join(', ')} beside path`);
		if (one.exists === false && given.length > 1) say('Expected nothing beside exists: what is not there has no value');
	})
	.transform(
		({ not_equals, same_as, ...rest }): JsonCondition => ({
			...rest,
			...(not_equals && { notEquals: not_equals }),
			...(same_as !== undefined && { sameAs: same_as }),
		}),
	);

/** `json:` of an http monitor: what one value in the body has to be like, or several. */
export const JsonConditions = oneOrMore(Condition);
