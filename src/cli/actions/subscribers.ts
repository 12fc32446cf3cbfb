import { addSubscribers } from '../../commands/add-subscribers.ts';
import { allSubscribers } from '../../queries/admin/all-subscribers.ts';
import { addedFrom, readSubscribers } from '../../subscriber-lists/read-list.ts';
import { listOf } from '../../subscriber-lists/write-list.ts';
import { atCommandLine, readFiles, reading, writingWithContent } from '../desk.ts';
import { answer, answerJson } from '../output.ts';

export async function importSubscribers(
	name: string,
	{ confirmed = false, json = false }: { confirmed?: boolean; json?: boolean },
): Promise<void> {
	const [{ source = '' } = {}] = readFiles([name]);
	const wanted = addedFrom(readSubscribers(name, source), confirmed);
	const sum = await writingWithContent((stores, { site }) => {
		return addSubscribers(stores, site, wanted, atCommandLine.by, Date.now());
	});
	if (json) return answerJson(sum);
	const asked = confirmed || sum.added === 0 ? '' : ', who are asked to confirm';
	answer(
		`Added ${sum.added}${asked}; ${sum.known} were known already, and ${sum.departed} had themselves taken off once.`,
	);
}

export async function exportSubscribers(): Promise<void> {
	answer(listOf(await reading(allSubscribers)).trimEnd());
}
