import type { Channel } from '../domain/notices/subscriber.ts';
import type { Told } from '../domain/notices/told.ts';
import { discordMessage } from './discord.ts';
import { googleChatAddress, googleChatMessage } from './google-chat.ts';
import { mattermostMessage } from './mattermost.ts';
import { slackMessage } from './slack.ts';
import { teamsMessage } from './teams.ts';
import { telegramMessage } from './telegram.ts';

/** Where a bot of Telegram is spoken for, as in `https://api.telegram.org/bot123:ABC`. */
export type TelegramBot = string;

export interface ChatRequest {
	url: string;
	headers: Record<string, string>;
	body: string;
}

/** What is sent to a room, and where. @param telegram null where the operator has no bot: then it is not sent there */
export function messageTo(
	channel: Exclude<Channel, 'email' | 'webhook'>,
	address: string,
	told: Told,
	telegram: TelegramBot | null,
): ChatRequest | null {
	if (channel === 'slack') return request(address, slackMessage(told));
	if (channel === 'teams') return request(address, teamsMessage(told));
	if (channel === 'discord') return request(address, discordMessage(told));
	if (channel === 'google_chat') return request(googleChatAddress(address), googleChatMessage(told));
	if (channel === 'mattermost') return request(address, mattermostMessage(told));
	return telegram === null ? null : request(`${telegram}/sendMessage`, telegramMessage(told, address));
}

function request(url: string, message: object): ChatRequest {
	const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Vigente' };
	return { url, headers, body: JSON.stringify(message) };
}
