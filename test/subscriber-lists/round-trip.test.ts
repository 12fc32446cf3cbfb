import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Subscriber } from '../../src/domain/notices/subscriber.ts';
import { readSubscribers } from '../../src/subscriber-lists/read-list.ts';
import { listOf } from '../../src/subscriber-lists/write-list.ts';

function subscriber(address: string): Subscriber {
	const wish = { topics: ['incidents' as const], components: null, subject: null, turnsOnly: false };
	const times = { createdAt: 0, confirmedAt: 0, quarantinedAt: null, secret: '', former: null };
	return { id: 'k3j9x0c2m1aa', channel: 'email', address, language: 'es', ...wish, ...times };
}

test('a list that was written names the same addresses when it is read again, whatever they begin with', () => {
	const local = fc.stringMatching(/^['+-]{0,2}[a-z0-9]{1,8}$/);
	fc.assert(
		fc.property(fc.uniqueArray(local, { minLength: 1, maxLength: 5 }), (names) => {
			const all = names.map((name) => subscriber(`${name}@example.com`));
			const list = listOf(all);
			// A spreadsheet takes nothing in it for a formula.
			expect(list).not.toMatch(/(^|,)"?[=+@-]/m);
			expect(readSubscribers('list', list).map(({ wanted }) => wanted.address)).toEqual(
				all.map(({ address }) => address),
			);
		}),
		{ numRuns: 60 },
	);
});
