import type { Instant } from '../domain/instant.ts';
import type { ToldPage } from './told-page.ts';

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
