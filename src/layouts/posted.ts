import { fieldsOf } from '#app/console/posted.ts';

/** Larger than any form of a visitor. */
const LARGEST = 64 * 1024;

/** The fields of a form that a visitor sent, in their order; null where it is no form, or larger than any of ours. */
export function postedForm(request: Request): Promise<URLSearchParams | null> {
	return fieldsOf(request, LARGEST, LARGEST);
}
