import { DatabaseError, oneLine } from '../database-error.ts';

/** What PostgreSQL, or the way to it, had to say, in the words of the operator. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function explain(error: unknown): string {
	if (error instanceof DatabaseError) return error.message;
	// Drizzle wraps what PostgreSQL said in the text of its query, and Node what it tried one after another.
	const cause = ((error as Error).cause ?? error) as Error & { code?: string; errors?: Error[] };
	const { code = '', message } = cause.errors?.[0] ? { ...cause.errors[0], ...cause } : cause;
	const said = oneLine(message || (cause.errors?.[0]?.message ?? ''));
	if (code === 'ECONNREFUSED') return 'the database cannot be reached: nobody listens there';
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the database cannot be reached: there is no such host';
	if (code === '28P01' || code === '28000') return `PostgreSQL refuses the user: ${said}`;
	if (code === '3D000') return 'there is no such database: create it first';
	if (code === '42501') return `the user has not the rights that are needed: ${said}`;
	if (code === '55P03')
		return 'another node is migrating it, and has not come to an end: look at that one, and start again';
	if (code === '53300') return 'PostgreSQL takes no more connections';
	return `the database cannot be opened: ${said}`;
}
