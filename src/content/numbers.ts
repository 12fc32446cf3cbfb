import { z } from 'zod';

export function wholeNumber(least: number, most: number, words = `a whole number from ${least} to ${most}`) {
	const error = `Expected ${words}`;
	return z.number(error).int(error).min(least, error).max(most, error);
}

export const Port = wholeNumber(1, 65535, 'a port number');
