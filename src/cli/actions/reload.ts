import { setTimeout as wait } from 'node:timers/promises';
import { reloadContent } from '../../commands/reload-content.ts';
import { readConfig } from '../../config.ts';
import type { ContentReading, Stores } from '../../stores/stores.ts';
import { atCommandLine, writing } from '../desk.ts';
import { remark } from '../output.ts';

/** A server hears within a second, and ends what it is about first. In ms. */
const LONGEST = 30_000;
const OTHERS = 2000;

export async function reload(): Promise<void> {
	const { contentDir } = readConfig(process.env);
	const readings = await writing(async (stores) => {
		return answersTo(await reloadContent(stores, contentDir, atCommandLine, Date.now()), stores);
	});
	if (readings.length === 0)
		remark('The content has no mistake, and no running server has answered: the next start reads it.');
	for (const { node, mistakes } of readings) {
		remark(mistakes.length === 0 ? `Server ${node} goes by it now.` : `Server ${node} goes on with what it had:`);
		for (const mistake of mistakes) remark(`vigente: ${mistake}`);
	}
	if (readings.some(({ mistakes }) => mistakes.length > 0)) process.exitCode = 1;
}

/** Of every server that answers; the first is waited for, and the others for a moment more. */
async function answersTo(publication: number, { contentReadings }: Stores): Promise<ContentReading[]> {
	const answers = async () => (await contentReadings.list()).filter((one) => one.publication >= publication);
	const until = performance.now() + LONGEST;
	while (performance.now() < until && (await answers()).length === 0) await wait(100);
	if ((await answers()).length > 0) await wait(OTHERS);
	return answers();
}
