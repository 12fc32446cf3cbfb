import { z } from 'zod';
import type { Surroundings } from './surroundings.ts';
import { withVariables } from './variables.ts';

/** RFC 9110 §5.1 */
const fieldName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 §5.5: no line ends, or one header would become two. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers by name. `${NAME}` in a value stands for a variable of the environment, so that secrets stay out of the file. */
export function headers(surroundings: Surroundings) {
	return z.record(z.string(), headerValue(surroundings)).superRefine((all, context) => {
		for (const name of Object.keys(all)) {
			if (fieldName.test(name)) continue;
			context.addIssue({ code: 'custom', path: [name], message: 'Expected a header name such as "authorization"' });
		}
	});
}

/** Of one header. `${NAME}` in it stands for a variable. */
export function headerValue(surroundings: Pick<Surroundings, 'environment'>) {
	return z.string().transform((text, context) => {
		const value = withVariables(text, surroundings, context);
		if (fieldValue.test(value)) return value;
		// What a variable holds is never repeated.
		const message = 'Expected a header value on one line, without characters beyond Latin-1';
		context.addIssue({ code: 'custom', message });
		return value;
	});
}
