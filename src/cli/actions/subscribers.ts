import { addSubscribers } from '../../commands/add-subscribers.ts';
import { noteDownload } from '../../commands/subscribers.ts';
import { readConfig } from '../../config.ts';
import { missingWay } from '../../domain/notices/subscriber.ts';
import { allSubscribers } from '../../queries/admin/all-subscribers.ts';
import { addedFrom, readSubscribers } from '../../subscriber-lists/read-list.ts';
import { listOf } from '../../subscriber-lists/write-list.ts';
import { atCommandLine, readFiles, writing, writingWithContent } from '../desk.ts';
import { answer, answerJson, remark } from '../output.ts';

export async function importSubscribers(
	name: string,
	{ confirmed = false, json = false }: { confirmed?: boolean; json?: boolean },
): Promise<void> {
	const [{ source = '' } = {}] = readFiles([name]);
	const wanted = addedFrom(readSubscribers(name, source), confirmed);
	const sum = await writingWithContent((stores, { site }) => {
		return addSubscribers(stores, site, wanted, atCommandLine, Date.now());
	});
	const config = readConfig(process.env);
	const lacking = new Set(wanted.flatMap(({ channel }) => missingWay(channel, config) ?? []));
	if (lacking.has('mail_server'))
		remark('SMTP_URL is not set here: letters leave only where the server has it, and wait for a day.');
	if (lacking.has('telegram_bot'))
		remark('TELEGRAM_BOT_TOKEN is not set here: messages to Telegram leave only where the server has it.');
	if (json) return answerJson(sum);
	const asked = confirmed || sum.added === 0 ? '' : ', who are asked to confirm';
	answer(
		`Added ${sum.added}${asked}; ${sum.known} were known already, and ${sum.departed} had themselves taken off once.`,
	);
}

export async function exportSubscribers(): Promise<void> {
	const all = await writing(async (stores) => {
		const found = await allSubscribers(stores);
		await noteDownload(stores, found.length, atCommandLine, Date.now());
		return found;
	});
	answer(listOf(all).trimEnd());
}
