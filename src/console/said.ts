import type { z } from 'zod';
import { DomainError } from '../domain/errors.ts';
import type { Language } from '../domain/text.ts';
import { flawsIn } from '../inputs/flaws.ts';
import { type Worded, worded } from '../inputs/text.ts';

/**
 * What a form says, by the schema that the API has for it.
 *
 * @throws DomainError `invalid`, with everything that is wrong
 */
export function said<S extends z.ZodType>(schema: S, values: unknown, first: Language): Worded<z.output<S>> {
	const result = schema.safeParse(values);
	if (!result.success) throw new DomainError('invalid', 'The form is not as expected', flawsIn(result.error));
	return worded(result.data, first);
}
