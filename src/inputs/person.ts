import { z } from 'zod';
import { roles } from '../domain/person.ts';

/** The longest that a mailbox can be (RFC 5321 §4.5.3.1, erratum 1690). */
const LONGEST = 254;

export const Email = z
	.email('Expected an address such as "ana@example.com"')
	.max(LONGEST, `Expected at most ${LONGEST} characters`)
	.transform((address) => address.toLowerCase());

export const NewPerson = z.strictObject({ email: Email, role: z.enum(roles) });
export type NewPerson = z.output<typeof NewPerson>;
