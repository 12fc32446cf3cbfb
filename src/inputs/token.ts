import { z } from 'zod';
import { isOneLine } from '../domain/text.ts';
import { LONGEST_NAME, scopes } from '../domain/token.ts';
import { InstantInput, inOurWords } from './fields.ts';
import { wordingInput } from './text.ts';

export const Scopes = z.array(z.enum(scopes)).meta({ example: ['status'] });

export const NewToken = z
	.strictObject({
		name: wordingInput(LONGEST_NAME, isOneLine).meta({
			description: 'Stands in the ledger as the author.',
			example: 'on-call',
		}),
		expires_at: InstantInput.optional().meta({ description: 'When it ends by itself; absent: never.' }),
		scopes: Scopes.min(1, 'Expected at least one scope').transform((given) => [...new Set(given)]),
	})
	.transform(inOurWords)
	.meta({ id: 'NewToken' });
