import { z } from 'zod';
import { languages } from '../text.ts';
import { Commitment } from './commitment.ts';
import { FrontMatter } from './front-matter.ts';
import { termsFields } from './terms.ts';

export type TermPath = readonly (string | number)[];

/** How a value of the terms is filled in. */
export type Control =
	| { kind: 'text' | 'number' | 'list' }
	/** One word of several, or a yes and no. Optional where it may be left out. */
	| { kind: 'choice'; options: string[]; optional: boolean }
	| { kind: 'several'; options: string[] }
	/** A number in one of several units, or a word instead of it: `not_defined`. */
	| { kind: 'amount'; units: string[]; words: string[]; optional: boolean }
	/** A wording in each language. */
	| { kind: 'wordings' }
	| { kind: 'rows'; columns: TermField[] };

/** One value of the terms, as a form shows it. */
export interface TermField {
	path: TermPath;
	control: Control;
	/** As it stands, or what holds where nothing stands; undefined for nothing. */
	value: unknown;
}

/** What belongs together: one commitment, a plan, a reading, or a rule. */
export interface TermSection {
	/** `['commitments', 2]`, `['exclusion']` */
	path: TermPath;
	value: Record<string, unknown>;
	fields: TermField[];
}

/** By which a form knows a value: `term/commitments/2/target` */
export function nameOfTerm(path: TermPath): string {
	return ['term', ...path].join('/');
}

interface Schema {
	type?: string;
	properties?: Record<string, Schema>;
	required?: string[];
	enum?: string[];
	const?: string;
	anyOf?: Schema[];
	oneOf?: Schema[];
	items?: Schema;
	default?: unknown;
}

const whole = z.toJSONSchema(FrontMatter, { io: 'input' }) as Schema;
const ofKinds = (z.toJSONSchema(Commitment, { io: 'input' }) as Schema).oneOf ?? [];
/** By these the revision speaks of itself, and nobody else does. */
const unseen = ['id', 'kind'];

/** What a commitment may be about. */
export const commitmentKinds = ofKinds.flatMap(({ properties }) => properties?.kind?.const ?? []);

/** The parts of terms of which there are several. */
export const lists = Object.keys(termsFields).filter((key) => whole.properties?.[key]?.type === 'array');
/** Those of which there is one. */
export const rules = Object.keys(termsFields).filter((key) => !lists.includes(key));

/** Every part of terms as they stand, by the schema of the terms: however wrong they are, and of whatever agreement. */
export function termSections(terms: unknown): TermSection[] {
	const all = isRecord(terms) ? terms : {};
	return Object.keys(termsFields).flatMap((key) => {
		const schema = whole.properties?.[key] ?? {};
		if (!lists.includes(key)) return isRecord(all[key]) ? [sectionOf(schema, [key], all[key])] : [];
		return (Array.isArray(all[key]) ? all[key] : []).map((one, i) => {
			const own = key === 'commitments' ? ofKind(one) : (schema.items ?? {});
			return sectionOf(own, [key, i], isRecord(one) ? one : {});
		});
	});
}

/** A new part, for somebody to fill in. @param what a kind of commitment, a list such as `plans`, or a rule */
export function newTerm(terms: unknown, what: string): { path: TermPath; value: unknown } | null {
	const all = isRecord(terms) ? terms : {};
	if (rules.includes(what)) {
		const hasClause = whole.properties?.[what]?.properties?.clause !== undefined;
		return all[what] === undefined ? { path: [what], value: hasClause ? { clause: '' } : { zone: '' } } : null;
	}
	const list = commitmentKinds.includes(what) ? 'commitments' : what;
	if (!lists.includes(list)) return null;
	const known = Array.isArray(all[list]) ? all[list] : [];
	const id = freeId(what.replaceAll('_', '-'), known);
	if (list === 'plans') return { path: [list, known.length], value: { id, name: '' } };
	const named = list === 'commitments' ? { id, kind: what, clause: '' } : { id, clause: '' };
	return { path: [list, known.length], value: named };
}

function freeId(base: string, known: unknown[]): string {
	const taken = new Set(known.map((one) => (isRecord(one) ? one.id : undefined)));
	let id = base;
	for (let i = 2; taken.has(id); i++) id = `${base}-${i}`;
	return id;
}

function ofKind(commitment: unknown): Schema {
	const kind = isRecord(commitment) ? commitment.kind : undefined;
	return ofKinds.find(({ properties }) => properties?.kind?.const === kind) ?? {};
}

function sectionOf(schema: Schema, path: TermPath, value: Record<string, unknown>): TermSection {
	return { path, value, fields: fieldsOf(schema, path, value) };
}

function fieldsOf({ properties = {}, required = [] }: Schema, path: TermPath, value: unknown): TermField[] {
	const own = isRecord(value) ? value : {};
	return Object.entries(properties).flatMap(([name, schema]) => {
		if (unseen.includes(name) || schema.const !== undefined) return [];
		const [at, is] = [[...path, name], own[name]];
		const control = controlOf(schema, !required.includes(name) && schema.default === undefined);
		if (control !== null) return [{ path: at, control, value: is ?? schema.default }];
		// What is a whole of its own and not there is not offered: a calendar of one commitment is for few.
		return is === undefined && (schema.required ?? []).length > 0 ? [] : fieldsOf(schema, at, is);
	});
}

/** Null for what has parts of its own. */
function controlOf(schema: Schema, optional: boolean): Control | null {
	const all = schema.anyOf ?? [schema];
	const words = all.flatMap((one) => one.const ?? []);
	const units = all.flatMap((one) => unitOf(one) ?? []);
	if (units.length > 0) return { kind: 'amount', units, words, optional };
	if (schema.enum) return { kind: 'choice', options: schema.enum, optional };
	if (schema.type === 'boolean') return { kind: 'choice', options: ['true', 'false'], optional };
	if (schema.type === 'number' || schema.type === 'integer') return { kind: 'number' };
	if (schema.type === 'array') return ofList(schema.items ?? {});
	if (schema.properties && isByLanguage(schema)) return { kind: 'wordings' };
	return schema.properties ? null : { kind: 'text' };
}

function ofList(items: Schema): Control {
	if (items.enum) return { kind: 'several', options: items.enum };
	return items.properties ? { kind: 'rows', columns: fieldsOf(items, [], {}) } : { kind: 'list' };
}

/** `days` of `{days: 30}`. */
function unitOf({ properties = {} }: Schema): string | null {
	const [[name, schema] = [], ...others] = Object.entries(properties);
	return name !== undefined && others.length === 0 && schema?.type === 'integer' ? name : null;
}

function isByLanguage({ properties = {} }: Schema): boolean {
	return languages.every((language) => language in properties);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
