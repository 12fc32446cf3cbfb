import type { Instant } from '../instant.ts';
import type { Language } from '../text.ts';

/** How it is to be taken at a glance, beside the words that say it. */
export type Tone = 'bad' | 'good' | 'planned' | 'plain';

/** What people are told of a publication or a reminder, in their language, whatever the channel. */
export interface Told {
	/** What it is about, for example `incident/k3j9x0c2m1aa`: what is told of it is one thread. */
	subject: string;
	language: Language;
	/** The name of the site. */
	site: string;
	/** It stays for as long as nobody corrects it. */
	title: string;
	/** What is new, in a few words: "Resolved", "New date". */
	state: string;
	tone: Tone;
	/** Markdown, as it was written, and the language that it is in; null where the facts say it all. */
	body: { wording: string; language: Language } | null;
	facts: Fact[];
	/** Where it stands, whole. */
	url: string;
	/** In words, for what comes more than an hour late: when it was meant to come. */
	late: string | null;
}

export interface Fact {
	label: string;
	value: string;
}

/** What comes later than that says so. */
export const LATE = 3_600_000;

export function isLate(meantFor: Instant, now: Instant): boolean {
	return now - meantFor > LATE;
}
