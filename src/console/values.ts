import { DomainError } from '../domain/errors.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import { invalid } from '../domain/refusal.ts';
import { type Language, languages, type Text } from '../domain/text.ts';
import { askedInstant } from '../domain/time/as-of.ts';

type Fields = Pick<URLSearchParams, 'get' | 'entries'>;

/** A text in each language in which its field was filled in: `body/es`. Undefined where none was. */
function textIn(form: Fields, name: string): Partial<Record<Language, string>> | undefined {
	const wordings = languages.flatMap((language) => {
		const wording = form.get(`${name}/${language}`)?.replaceAll('\r\n', '\n').trim();
		return wording ? [[language, wording]] : [];
	});
	return wordings.length === 0 ? undefined : Object.fromEntries(wordings);
}

/**
 * A text that was there ready-made, such as that of a proposal: once somebody rewrote it in one language, it is no translation
 * of that in the others any more. They are left out, unless somebody ticked that they still hold.
 */
function ownTextIn(form: Fields, name: string): Partial<Record<Language, string>> | undefined {
	const typed = textIn(form, name);
	const ready = textIn(form, `ready/${name}`);
	if (typed === undefined || ready === undefined || form.get('ready') === 'holds') return typed;
	const written = languages.filter((one) => typed[one] !== undefined);
	const rewritten = written.filter((one) => typed[one] !== ready[one]);
	if (rewritten.length === 0) return typed;
	return Object.fromEntries(rewritten.map((one) => [one, typed[one]]));
}

/** Does a text stand in the form as it is published, in every language? Then nobody wants to change it. */
export function isUnchanged(form: Fields, name: string, text: Text | undefined): boolean {
	const typed = textIn(form, name);
	return languages.every((language) => typed?.[language] === text?.[language]);
}

/** What stands in the blanks of a template: `values/partner/es`. Undefined where there are none. */
function fillingsIn(form: Fields): Record<string, unknown> | undefined {
	const names = new Set([...form.entries()].flatMap(([name]) => /^values\/([a-z0-9_]+)\//.exec(name)?.[1] ?? []));
	const filled = [...names].flatMap((name) => {
		const text = textIn(form, `values/${name}`);
		return text ? [[name, text]] : [];
	});
	return filled.length === 0 ? undefined : Object.fromEntries(filled);
}

/** What was chosen for each component: `components/api`. What is left as it is has nothing chosen. */
function statusesIn(form: Fields): Record<string, string> {
	const chosen = [...form.entries()].filter(([name, value]) => name.startsWith('components/') && value !== '');
	return Object.fromEntries(chosen.map(([name, value]) => [name.slice('components/'.length), value]));
}

const EITHER = 'Expected either one of the instants that are offered or another one, found both';

/**
 * An instant that was chosen as so many minutes (`-15` ago; `30` after the publication), or as what a clock on the wall shows
 * (`other`, and then the field beside it). What is typed there counts also where nothing was chosen. Undefined for none. What
 * cannot be read is given on as it is, to be refused where it is read.
 *
 * @throws DomainError `invalid` where one was chosen and another typed
 */
function chosenInstant(form: Fields, name: string, now: Instant, zone: string, published: Instant): string | undefined {
	const typed = form.get(`${name}/other`) ?? '';
	const chosen = form.get(name) || (typed === '' ? '' : 'other');
	if (chosen === '') return undefined;
	// Nobody can know which of the two is meant.
	if (typed !== '' && chosen !== 'other') throw invalid(`/${name}`, EITHER);
	if (/^-?\d{1,4}$/.test(chosen)) {
		const from = chosen.startsWith('-') ? now : published;
		return new Date(from + Number(chosen) * MINUTE).toISOString();
	}
	const given = chosen === 'other' ? typed : chosen;
	try {
		return new Date(askedInstant(given, zone)).toISOString();
	} catch (error) {
		if (error instanceof DomainError) return given;
		throw error;
	}
}

/** When something is to happen; null where nobody said. @throws DomainError `invalid` for what cannot be read */
export function instantIn(form: Fields, name: string, now: Instant, zone: string): Instant | null {
	const given = chosenInstant(form, name, now, zone, now);
	if (given === undefined) return null;
	const at = Date.parse(given);
	if (Number.isNaN(at))
		throw invalid(`/${name}`, 'Expected an instant with an offset, such as "2026-11-20T16:30:00-03:00"');
	return at;
}

const TEXTS = ['title', 'body', 'reason'];

/**
 * What stands in a form for these fields of the API; what was left empty is not there.
 *
 * @param published when it is to be published: at once, unless it says so
 */
export function valuesIn(
	form: Fields,
	fields: readonly string[],
	now: Instant,
	zone: string,
	published = now,
): Record<string, unknown> {
	const values = fields.map((field) => [field, valueIn(form, field, now, zone, published)]);
	return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function valueIn(form: Fields, field: string, now: Instant, zone: string, published: Instant): unknown {
	if (TEXTS.includes(field)) return ownTextIn(form, field);
	if (field === 'components') return statusesIn(form);
	if (field === 'automatic') return (form.get(field) ?? '') === '' ? undefined : form.get(field) === 'true';
	if (field === 'values') return fillingsIn(form);
	if (/_at$|^planned_|^estimate$/.test(field)) return chosenInstant(form, field, now, zone, published);
	return form.get(field) || undefined;
}
