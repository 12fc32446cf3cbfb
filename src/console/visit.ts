import type { Role } from '../domain/person.ts';
import type { SignedIn } from '../people/people.ts';
import type { Carried } from './carried.ts';

/** Why somebody may not open a screen, or send a form. */
export type Refusal =
	| { kind: 'role'; role: Role; needed: Role }
	| { kind: 'origin'; siteUrl: string }
	| { kind: 'form' }
	| { kind: 'method' };

/** What a screen of the console knows of who opens it. */
export interface Visit {
	signedIn: SignedIn | null;
	/** What was sent; null where the screen is only looked at. */
	form: URLSearchParams | null;
	/** What was sent to another screen by somebody whose session had ended: nothing of it is lost. */
	carried: Carried | null;
	refusal: Refusal | null;
	/** Where the server fails. */
	failure: Failure | null;
	/** Told to the browser with the answer. */
	cookies: string[];
}

/** Which screen is shown: the one that was asked for, or another one in its place. */
export interface Entered {
	page: string;
	visit: Visit;
}

/** A screen could not be drawn, or a form not be heard. */
export interface Failure extends Fate {
	/** 503 while the database cannot be used. */
	status: 500 | 503;
}

/** What became of a form; null where a screen was only looked at. */
export interface Fate {
	fate: 'nothing' | 'done' | 'unsure' | null;
	/** The screen of what the form did; empty where it is not known to have done anything. */
	screen: string;
}
