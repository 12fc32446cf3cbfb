import { z } from 'zod';
import { eventKinds } from '../domain/event.ts';
import { ledgerWriters } from '../domain/ledger.ts';
import { InstantInput } from './fields.ts';

/** Which entries of the ledger somebody wants to see. */
export const ledgerFilterFields = {
	action: z.enum(eventKinds).optional(),
	writer: z.enum(ledgerWriters).optional(),
	subject: z
		.string()
		.regex(/^[\w./-]{1,120}$/, 'Expected what an entry is about, such as "incident/k3j9x0c2m1aa"')
		.optional(),
	from: InstantInput.optional(),
	until: InstantInput.optional(),
};
export const LedgerFilterInput = z.strictObject(ledgerFilterFields);
