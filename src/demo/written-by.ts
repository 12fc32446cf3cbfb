import type { Writing } from '../domain/publication.ts';
import type { Scope } from '../domain/token.ts';

/** What somebody wrote with a token of theirs. */
export function writtenBy(name: string, ...scopes: Scope[]): Writing {
	return { by: { kind: 'token', id: name.padEnd(12, '0').replaceAll('-', '').slice(0, 12), name, scopes } };
}
