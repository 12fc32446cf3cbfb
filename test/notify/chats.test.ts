import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Told } from '../../src/domain/notices/told.ts';
import { messageTo } from '../../src/notify/message-to.ts';

const rooms = ['slack', 'teams', 'discord', 'google_chat', 'mattermost', 'telegram'] as const;
const bot = 'https://api.telegram.org/bot1:A';
const hook = 'https://hooks.example.com/services/1';

function told(given: Partial<Told> = {}): Told {
	return {
		...{ subject: 'incident/k3j9x0c2m1aa', language: 'en', site: 'Acme', title: 'API is slow', state: 'Investigating' },
		...{ tone: 'bad', body: { wording: 'Answers take **10 s**.', language: 'en' }, late: null },
		facts: [{ label: 'Affects', value: 'API: slow' }],
		url: 'https://status.example.com/incidents/k3j9x0c2m1aa',
		...given,
	};
}

function sent(room: (typeof rooms)[number], given: Partial<Told> = {}) {
	const message = messageTo(room, room === 'telegram' ? '@room' : hook, told(given), bot);
	return { url: message?.url ?? '', text: message?.body ?? '', body: JSON.parse(message?.body ?? 'null') };
}

describe.each(rooms)('a message to %s', (room) => {
	test('says what it is about, its state, the words, the facts, and where it stands', () => {
		const { text } = sent(room);
		for (const words of [
			'Acme · Investigating',
			'API is slow',
			'Answers take 10 s',
			'API: slow',
			'incidents/k3j9x0c2m1aa',
		])
			expect(text).toContain(words);
	});

	test('calls nobody and gives no command, whatever was written', () => {
		const hostile = '<!channel> @everyone @here <users/all> <at>all</at> [x](javascript:1) **b** <b>c</b>';
		const { text, body } = sent(room, { title: hostile, body: { wording: hostile, language: 'en' }, facts: [] });
		if (room === 'slack') expect(JSON.stringify(body.blocks.slice(1, -1))).not.toMatch(/<[!@#]/);
		if (room === 'discord') expect(body.allowed_mentions).toEqual({ parse: [] });
		if (room === 'mattermost') expect(text).not.toMatch(/@(everyone|here|all|channel)/);
		if (room === 'google_chat') expect(JSON.stringify(body.cardsV2[0].card.sections)).not.toContain('<users');
		if (room === 'teams') expect(text).not.toMatch(/<at>|"msteams"/);
		if (room === 'telegram') expect(body.text.replaceAll(/<\/?(b|a)( href="https:[^"]*")?>/g, '')).not.toContain('<');
	});

	test('stays within what the room takes, however long the words', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 1, max: 60 }), (word, times) => {
				const long = `${word} `.repeat(times * 10);
				const { body, text } = sent(room, { body: { wording: long, language: 'en' } });
				expect(text.length).toBeLessThan(60_000);
				if (room === 'discord') expect(body.embeds[0].description.length).toBeLessThanOrEqual(4096);
				if (room === 'telegram') expect(body.text.replaceAll(/<[^>]*>/g, '').length).toBeLessThanOrEqual(4096 * 5);
				if (room === 'slack')
					for (const block of body.blocks) expect((block.text?.text ?? '').length).toBeLessThanOrEqual(3000);
			}),
			{ numRuns: 20 },
		);
	});
});

test('what is told of one incident is one thread in Google Chat', () => {
	expect(sent('google_chat').body.thread).toEqual({ threadKey: 'incident/k3j9x0c2m1aa' });
	expect(sent('google_chat').url).toBe(`${hook}?messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD`);
});

test('without a bot nothing goes to Telegram', () => {
	expect(messageTo('telegram', '@room', told(), null)).toBeNull();
	expect(sent('telegram').url).toBe(`${bot}/sendMessage`);
	expect(sent('telegram').body).toMatchObject({ chat_id: '@room', parse_mode: 'HTML' });
});
