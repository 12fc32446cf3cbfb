import type { ComponentStatus } from '../component.ts';
import type { Listed } from './open-entries.ts';

/** Where a partner speaks of its own state, and how that is read. */
export type PartnerWatch = {
	url: string;
	/** How the address may be shown, where it holds what may not. */
	shown?: string;
	intervalMillis: number;
} & (
	| { kind: 'statuspage'; component: string | null }
	/** Unless said otherwise, a feed is a history. */
	| { kind: 'rss' | 'atom'; listed?: Listed | undefined }
	/** A calendar of planned work; the zone of its times that name none. */
	| { kind: 'ics'; zone: string }
	| {
			kind: 'json';
			/** JSONPath (RFC 9535) to one value. */
			path: string;
			/** What each value means. */
			map: Record<string, ComponentStatus>;
			/** What it means that there is none; absent where that cannot be understood. */
			none?: ComponentStatus | undefined;
			/** Of several the worst counts; absent where there may be only one. */
			several?: 'worst' | undefined;
	  }
);

/** One attempt to read what a partner says of itself. */
export type PartnerReading =
	/** `etag` is kept as it is and handed back for the next reading; only that knows what it belongs to. */
	| { kind: 'told'; status: ComponentStatus; detail: string | null; etag: string | null }
	/** It says what it said before (304). */
	| { kind: 'unchanged' }
	/** It can't be read, and why, in a few words for the operator. */
	| { kind: 'unreadable'; failure: string };
