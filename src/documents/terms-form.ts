import { type Control, nameOfTerm, newTerm, type TermField, termSections } from '../domain/sla/term-fields.ts';
import { languages } from '../domain/text.ts';
import { looseYaml, withYamlValues, type YamlChange } from '../files/yaml-edit.ts';

/** What a form says of terms. */
export type Filled = Pick<URLSearchParams, 'get' | 'getAll' | 'has'>;

/** Front matter as a form with a field for each term says it; what nobody changed stays as it was written. */
export function withTermsOf(front: string, form: Filled): string {
	const sections = termSections(looseYaml(front));
	const changes = sections.flatMap(({ path, fields }): YamlChange[] => {
		if (form.has(`${nameOfTerm(path)}/remove`)) return [{ path, value: undefined }];
		return fields.flatMap((field) => changeOf(field, nameOfTerm(field.path), form) ?? []);
	});
	const edited = withYamlValues(front, changes);
	const added = newTerm(looseYaml(edited), form.get('add') ?? '');
	return added ? withYamlValues(edited, [added]) : edited;
}

function changeOf(field: TermField, name: string, form: Filled): YamlChange | null {
	if (!isFilled(field.control, name, form)) return null;
	const value = withoutUnit(field, name, form) ?? valueIn(field.control, name, form);
	const isSame = JSON.stringify(value ?? null) === JSON.stringify(asFilled(field.control, field.value) ?? null);
	return isSame ? null : { path: field.path, value };
}

/** A number that somebody wrote beside “at publication”, or beside nothing: it is refused where it is read, and not dropped. */
function withoutUnit({ control, value }: TermField, name: string, form: Filled): string | undefined {
	if (control.kind !== 'amount' || control.units.includes(plain(form.get(`${name}/unit`) ?? ''))) return undefined;
	const [written, stands] = [plain(form.get(`${name}/count`) ?? ''), Object.values(Object(value) as object)[0]];
	return written === '' || written === String(stands) ? undefined : written;
}

/** Was the field in the form at all? */
function isFilled({ kind }: Control, name: string, form: Filled): boolean {
	if (kind === 'amount') return form.has(`${name}/unit`);
	if (kind === 'wordings') return languages.some((language) => form.has(`${name}/${language}`));
	return form.has(name);
}

function valueIn(control: Control, name: string, form: Filled): unknown {
	const said = (own = name) => plain(form.get(own) ?? '');
	switch (control.kind) {
		case 'number':
			return numberIn(said());
		case 'list':
			return orNothing(said().split(/[\s,]+/));
		case 'several':
			return orNothing(form.getAll(name));
		case 'choice':
			return chosen(said());
		case 'wordings':
			return wordingsIn(name, said);
		case 'amount': {
			const unit = said(`${name}/unit`);
			if (unit === '' || control.words.includes(unit)) return unit || undefined;
			return control.units.includes(unit) ? { [unit]: numberIn(said(`${name}/count`)) ?? '' } : unit;
		}
		case 'rows': {
			const count = Number(said()) || 0;
			const rows = Array.from({ length: Math.min(count, 500) }, (_, i) => rowIn(control.columns, `${name}/${i}`, form));
			const filled = rows.filter((row) => Object.keys(row).length > 0);
			return filled.length > 0 ? filled : undefined;
		}
		default:
			return said() || undefined;
	}
}

function rowIn(columns: TermField[], name: string, form: Filled): object {
	const cells = columns.map(({ path, control }) => [
		path.join('/'),
		valueIn(control, `${name}/${path.join('/')}`, form),
	]);
	return Object.fromEntries(cells.filter(([, value]) => value !== undefined));
}

function wordingsIn(name: string, said: (name: string) => string): object | undefined {
	const all = languages.flatMap((language) => {
		const wording = said(`${name}/${language}`);
		return wording === '' ? [] : [[language, wording]];
	});
	return all.length > 0 ? Object.fromEntries(all) : undefined;
}

/** What stands there, as the field would give it back. */
function asFilled({ kind }: Control, value: unknown): unknown {
	if (Array.isArray(value) && value.length === 0) return undefined;
	if (kind === 'text' && value !== undefined && value !== null) return plain(String(value));
	if (kind === 'wordings' && typeof value === 'object' && value !== null) {
		const wordings = value as Record<string, unknown>;
		const known = languages.flatMap((one) =>
			wordings[one] === undefined ? [] : [[one, plain(String(wordings[one]))]],
		);
		return Object.fromEntries(known);
	}
	return value;
}

/** What is no number stays as it was typed, to be refused where it is read. */
function numberIn(typed: string): number | string | undefined {
	if (typed === '') return undefined;
	// As people write it: 1e2 and 0x10 are numbers to a machine only.
	return /^-?\d{1,15}([.,]\d{1,15})?$/.test(typed) ? Number(typed.replace(',', '.')) : typed;
}

function chosen(said: string): boolean | string | undefined {
	if (said === 'true' || said === 'false') return said === 'true';
	return said || undefined;
}

function orNothing(all: string[]): string[] | undefined {
	const said = all.filter((one) => one !== '');
	return said.length > 0 ? said : undefined;
}

function plain(text: string): string {
	return text.replaceAll('\r\n', '\n').trim();
}
