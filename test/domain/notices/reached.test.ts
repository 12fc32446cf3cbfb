import { expect, test } from 'vitest';
import { reachedBy } from '../../../src/domain/notices/subscriber.ts';

const all = [
	['email', 2],
	['slack', 1],
	['telegram', 1],
] as const;

test('nobody is said to be told by a channel that is not set up: they wait', () => {
	expect(reachedBy(all, { mail: null, telegramBot: null })).toEqual({
		told: 1,
		waiting: [
			['mail_server', 2],
			['telegram_bot', 1],
		],
	});
	expect(reachedBy(all, { mail: {}, telegramBot: 'bot' })).toEqual({ told: 4, waiting: [] });
});
