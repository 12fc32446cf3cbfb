import { expect, test } from 'vitest';
import { Guesses } from '../../src/serving/guesses.ts';
import { waysOf } from '../../src/serving/ways.ts';

test('whoever tries one ticket after another is told to wait, and nobody else is', async () => {
	const guesses = new Guesses();
	const { perMinute } = waysOf('https://status.example.com')('/en/promises/abcdefghijkl');
	expect(perMinute).toBe(30);
	for (let n = 0; n < 30; n++) expect(await guesses.tooMany('10.0.0.1', perMinute)).toBeNull();
	expect(await guesses.tooMany('10.0.0.1', perMinute)).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
	expect(await guesses.tooMany('10.0.0.2', perMinute)).toBeNull();
	expect(await guesses.tooMany('10.0.0.1', waysOf('https://status.example.com')('/en/promises').perMinute)).toBeNull();
});
