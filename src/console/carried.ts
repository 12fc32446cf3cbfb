import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What was sent to a screen that could not take it: nothing of it is lost. */
export interface Carried {
	/** The address that it was meant for. */
	to: string;
	fields: [string, string][];
}

/** More than any form has: a few bytes could stand for any number. */
const LARGEST = 16 * 1024 * 1024;

export function carriedFrom({ url }: Request, form: URLSearchParams | null): Carried {
	const { pathname, search } = new URL(url);
	return { to: pathname + search, fields: [...(form ?? [])] };
}

/** What the page itself carries on, from one step to the next. */
export function carriedBy(form: URLSearchParams | null, { searchParams }: URL, home: string): Carried {
	const to = form?.get('to') ?? searchParams.get('to') ?? home;
	return { to: isOurs(to) ? to : home, fields: unpacked(form?.get('carried')) };
}

/** The fields for one of a form: a page that has it twice is no larger than what was sent, whatever that was. */
export function packed({ fields }: Carried): string {
	return deflateRawSync(JSON.stringify(fields), { level: 1 }).toString('base64url');
}

/** An address of the console: nobody is sent elsewhere by a link that somebody gave them. */
export function isOurs(address: string): boolean {
	return /^(\/[a-z-]{2,5})?\/admin(?![^/?#])[!-[\]-~]*$/.test(address) && !address.includes('//');
}

function unpacked(carried: string | null | undefined): [string, string][] {
	try {
		const json = carried
			? inflateRawSync(Buffer.from(carried, 'base64url'), { maxOutputLength: LARGEST }).toString()
			: '[]';
		const fields: unknown = JSON.parse(json);
		const isField = (one: unknown) =>
			Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string');
		return Array.isArray(fields) && fields.every(isField) ? fields : [];
	} catch {
		return [];
	}
}
