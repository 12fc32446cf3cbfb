import { stringify } from 'csv-stringify/sync';
import { addSubscribers } from '../../commands/add-subscribers.ts';
import type { Subscriber } from '../../domain/notices/subscriber.ts';
import { iso, isoOrNull } from '../../queries/admin/resource.ts';
import { atCommandLine, readFiles, reading, writingWithContent } from '../desk.ts';
import { answer, answerJson } from '../output.ts';
import { columns, readSubscribers, told } from '../subscriber-file.ts';

const AT_ONCE = 1000;

export async function importSubscribers(
	name: string,
	{ confirmed = false, json = false }: { confirmed?: boolean; json?: boolean },
): Promise<void> {
	const [{ source = '' } = {}] = readFiles([name]);
	const wanted = readSubscribers(name, source);
	const sum = await writingWithContent((stores, { site }) => {
		return addSubscribers(stores, site, wanted, confirmed, atCommandLine.by, Date.now());
	});
	if (json) return answerJson(sum);
	const asked = confirmed || sum.added === 0 ? '' : ', who are asked to confirm';
	answer(
		`Added ${sum.added}${asked}; ${sum.known} were known already, and ${sum.departed} had themselves taken off once.`,
	);
}

export async function exportSubscribers(): Promise<void> {
	const all = await reading(async ({ subscribers }) => {
		const found: Subscriber[] = [];
		for (let part = await subscribers.after('', AT_ONCE); part.length > 0; ) {
			found.push(...part);
			part = await subscribers.after(part.at(-1)?.id ?? '', AT_ONCE);
		}
		return found;
	});
	// A spreadsheet must not take an address for a formula.
	answer(stringify([[...columns, ...told], ...all.map(rowOf)], { escape_formulas: true }).trimEnd());
}

function rowOf(one: Subscriber): (string | null)[] {
	const { channel, address, language, topics, components, turnsOnly, subject } = one;
	const often = turnsOnly ? 'turns' : 'every';
	const wish = [channel, address, language, topics.join(' '), components?.join(' ') ?? null, often, subject];
	return [...wish, iso(one.createdAt), isoOrNull(one.confirmedAt), isoOrNull(one.quarantinedAt)];
}
