import type { Instant } from '../domain/instant.ts';
import { ContentError } from '../files/content-error.ts';
import { checkedStatuspage, type Statuspage } from '../statuspage/statuspage.ts';
import { readCachet } from './cachet.ts';
import { readCstate } from './cstate.ts';
import { readInstatus } from './instatus.ts';
import { readKener } from './kener.ts';
import { statuspageAnswer, type ToldPage } from './told-page.ts';
import { readUpptime } from './upptime.ts';

export const tools = ['cachet', 'instatus', 'upptime', 'cstate', 'kener'] as const;
export type Tool = (typeof tools)[number];

/** What was saved, or answered, of another tool's page. */
export interface History {
	tool: Tool;
	files: { file: string; source: string }[];
	/** Of the page, where the files do not say it. */
	url: string | null;
	/** Of dates that name no offset. */
	zone: string;
}

/** A reader's own question: what is told, and where it stood. @throws ContentError for what cannot be read at all */
export type Reader = (history: Omit<History, 'tool'>, now: Instant) => ToldPage;

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
