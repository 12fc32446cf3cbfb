import type { Writing } from '../src/domain/publication.ts';
import { type Scope, scopes } from '../src/domain/token.ts';

/** What somebody wrote, whose token has these scopes; all of them unless said. */
export function writtenBy(name: string, ...only: Scope[]): Writing {
	return {
		by: {
			kind: 'token',
			id: `${name}000000000000`.replaceAll(/[^a-z0-9]/g, '').slice(0, 12),
			name,
			scopes: only.length > 0 ? only : scopes,
		},
	};
}
