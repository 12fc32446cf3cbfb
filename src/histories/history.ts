import type { Instant } from '../domain/instant.ts';
import { ContentError } from '../files/content-error.ts';
import { checkedStatuspage, type Statuspage } from '../statuspage/statuspage.ts';
import { readCachet } from './cachet.ts';
import { readCstate } from './cstate.ts';
import { readInstatus } from './instatus.ts';
import { readKener } from './kener.ts';
import type { History, Reader, Tool } from './reader.ts';
import { statuspageAnswer } from './told-page.ts';
import { readUpptime } from './upptime.ts';

const readers: Record<Tool, Reader> = {
	cachet: readCachet,
	instatus: readInstatus,
	upptime: readUpptime,
	cstate: readCstate,
	kener: readKener,
};

/** @throws ContentError with a line for everything that is wrong with the files as a whole */
export function readHistory({ tool, ...history }: History, now: Instant): { page: Statuspage; notes: string[] } {
	const told = readers[tool](history, now);
	if (told.components.length + told.incidents.length + told.works.length === 0 && told.leftOut.length === 0) {
		throw new ContentError([`${history.files[0]?.file ?? tool}: expected the history of ${tool}, found nothing of it`]);
	}
	const page = checkedStatuspage(tool, statuspageAnswer(told));
	return { page: { ...page, leftOut: [...told.leftOut, ...page.leftOut] }, notes: told.notes };
}
