import type { z } from 'zod';
import type { Surroundings } from './surroundings.ts';

/**
 * A text in which `${NAME}` stands for a variable of the environment, so that secrets stay out of the file. What is wrong
 * goes to `context` as words that never repeat what a variable holds.
 *
 * @returns the text with its variables put in, as they are
 */
export function withVariables(
	text: string,
	{ environment }: Pick<Surroundings, 'environment'>,
	context: z.core.$RefinementCtx<string>,
): string {
	const say = (message: string) => context.addIssue({ code: 'custom', message });
	const held = (name: string) => (Object.hasOwn(environment, name) ? environment[name] : undefined);
	for (const [, name = ''] of text.matchAll(bare)) {
		// "$filter" is a word of some addresses, and no variable.
		if (/^[A-Z_][A-Z0-9_]*$/.test(name) || held(name)) say(`Expected \${${name}}, in braces, for a variable`);
	}
	if (/\$\{[^}]*$/.test(text)) say(`Expected "}" after "\${"`);
	return text.replace(braced, (_, name: string) => {
		const found = held(name);
		if (!found) say(`Expected the environment variable "${name}" to be set`);
		return found ?? '';
	});
}

/** Does it stand for something that may not be shown? */
export function hasVariables(text: string): boolean {
	return text.search(braced) >= 0;
}

const braced = /\$\{([^}]*)\}/g;
const bare = /\$([A-Za-z_]\w*)/g;
