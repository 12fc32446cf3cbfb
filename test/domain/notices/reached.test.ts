import { expect, test } from 'vitest';
import { countedByChannel, reachedBy } from '../../../src/domain/notices/subscriber.ts';

const all = (['email', 'email', 'slack', 'telegram'] as const).map((channel) => ({ channel }));

test('nobody is said to be told by a channel that is not set up: they wait', () => {
	expect(reachedBy(countedByChannel(all), { mail: null, telegramBot: null })).toEqual({
		told: 1,
		waiting: [
			['mail_server', 2],
			['telegram_bot', 1],
		],
	});
	expect(reachedBy(countedByChannel(all), { mail: {}, telegramBot: 'bot' })).toEqual({ told: 4, waiting: [] });
});
