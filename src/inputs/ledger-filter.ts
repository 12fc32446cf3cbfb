import { z } from 'zod';
import { eventKinds } from '../domain/event.ts';
import { ledgerWriters } from '../domain/ledger.ts';
import { InstantInput } from './fields.ts';

/** Which entries of the ledger somebody wants to see. */
export const ledgerFilterFields = {
	action: z.enum(eventKinds).optional().meta({ description: 'What happened, exactly: one kind of event.' }),
	writer: z.enum(ledgerWriters).optional().meta({
		description: 'Who wrote it: any token, people of one role, the command line, or the program itself (`machine`).',
	}),
	subject: z
		.string()
		.regex(/^[\w./-]{1,120}$/, 'Expected what an entry is about, such as "incident/k3j9x0c2m1aa"')
		.optional()
		.meta({ description: 'What it is about, as entries name it: whole, such as `incident/k3j9x0c2m1aa`.' }),
	from: InstantInput.optional().meta({ description: 'Recorded at this instant or later.' }),
	until: InstantInput.optional().meta({ description: 'Recorded before this instant: it is not included.' }),
};
export const LedgerFilterInput = z.strictObject(ledgerFilterFields);
