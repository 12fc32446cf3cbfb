import { expect, test } from 'vitest';
import { Busy, Turns } from '../../../src/serving/cache/turns.ts';

/** Work that writes down its name. */
function diary() {
	const done: string[] = [];
	const turns = new Turns();
	const ask = (caller: string | null, name: string, rest = false) =>
		new Promise<void>((resolve) => {
			turns.take(caller, async () => {
				done.push(name);
				resolve();
				return { rest };
			});
		});
	return { done, ask, turns };
}

test('what is known comes before what strangers ask, and strangers come in turn', async () => {
	const { done, ask } = diary();
	const flood = ['a1', 'a2', 'a3'].map((name) => ask('a', name));
	await Promise.all([...flood, ask('b', 'b1'), ask(null, 'page'), ask('c', 'c1')]);
	expect(done).toEqual(['a1', 'page', 'a2', 'b1', 'c1', 'a3']);
});

test('nobody has more than 24 waiting, and all together no more than 128', () => {
	const { turns } = diary();
	const work = () => Promise.resolve({ rest: false });
	const taken = (caller: string) => {
		try {
			turns.take(caller, work);
			return true;
		} catch (error) {
			expect(error).toBeInstanceOf(Busy);
			return false;
		}
	};
	// One of the first caller's is under way already.
	expect(Array.from({ length: 40 }, () => taken('a')).filter(Boolean)).toHaveLength(25);
	expect(Array.from({ length: 200 }, (_, i) => taken(`b${i}`)).filter(Boolean)).toHaveLength(104);
	// What is known may always come.
	turns.take(null, work);
});

test('between two pages the event loop goes round', async () => {
	const { ask } = diary();
	let rounds = 0;
	let over = false;
	const count = () => {
		rounds += 1;
		if (!over) setTimeout(count);
	};
	setTimeout(count);
	await Promise.all(Array.from({ length: 8 }, (_, i) => ask('a', String(i), true)));
	over = true;
	expect(rounds).toBeGreaterThan(3);
});
