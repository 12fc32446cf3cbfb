import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvFlaw } from '../../src/files/csv-flaw.ts';

test.each([
	['address,topics\nana,sla,more', 'line 2: expected as many cells as the header has, found 3'],
	['address,topics\n"ana,sla', 'line 2: expected a quote (") at the end of a cell that begins with one'],
	['address,topics\nana"x,sla', 'line 2: expected no quote (") within a cell'],
	['address,topics\n"ana"x,sla', 'line 2: expected no quote (") within a cell'],
])('what is wrong with %j is said in our words, and nothing of what stands in it', (source, expected) => {
	let said = '';
	try {
		parse(source, { columns: true, info: true });
	} catch (error) {
		said = csvFlaw(error as Error);
	}
	expect(said).toContain(expected);
	expect(said).not.toContain('ana');
});
