import { expect, test } from 'vitest';
import { messagesIn } from '../../src/i18n/messages.ts';

test.each(['es', 'pt-BR', 'en'] as const)(
	'the formula names each time that the sum of a day leaves out: %s',
	(language) => {
		const { uptime, watch, noRecord } = messagesIn(language);
		const [, left = ''] = uptime.formula('1', '0.3').split('÷');
		const terms = left.split('−').map((term) => term.replace(/[(),].*/, '').trim());
		const ways = [watch.notWatched, watch.notMeasured, noRecord].map((way) => way.toLowerCase());
		expect(terms.slice(2)).toEqual(ways);
	},
);
