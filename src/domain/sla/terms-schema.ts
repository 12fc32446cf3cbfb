import { z } from 'zod';
import { Commitment, type Kind } from './commitment.ts';
import { FrontMatter } from './front-matter.ts';

/** What stands above the text of an agreement, as JSON Schema 2020-12. @param id its permanent address */
export function termsSchema(id: string): Record<string, unknown> {
	const { $schema, ...schema } = z.toJSONSchema(FrontMatter, { io: 'input' });
	return { $schema, $id: id, title: 'Front matter of an agreement', ...schema };
}

/** What may be said of a commitment of some kind. */
export interface KindFields {
	kind: Kind;
	/** In the order of the schema, but for the kind. */
	fields: { name: string; required: boolean; values: string[] }[];
}

interface Schema {
	properties?: Record<string, Schema>;
	required?: string[];
	enum?: string[];
	const?: unknown;
	anyOf?: Schema[];
	type?: string;
	items?: Schema;
}

export function fieldsByKind(): KindFields[] {
	const { oneOf = [] } = z.toJSONSchema(Commitment, { io: 'input' }) as { oneOf?: Schema[] };
	return oneOf.map(({ properties = {}, required = [] }) => ({
		kind: properties.kind?.const as Kind,
		fields: Object.entries(properties)
			.filter(([name]) => name !== 'kind')
			.map(([name, schema]) => ({ name, required: required.includes(name), values: valuesOf(schema) })),
	}));
}

/** The words that may stand there, or the shape of what may: `{minutes: …}`. */
function valuesOf(schema: Schema): string[] {
	if (schema.anyOf) return schema.anyOf.flatMap(valuesOf);
	if (schema.const !== undefined) return [String(schema.const)];
	if (schema.enum) return schema.enum;
	if (schema.type === 'boolean') return ['true', 'false'];
	if (schema.type === 'array') return (schema.items ? valuesOf(schema.items) : []).map((one) => `[${one}]`);
	if (schema.properties) return [`{${Object.entries(schema.properties).map(named).join(', ')}}`];
	return [];
}

function named([name, schema]: [string, Schema]): string {
	const values = schema.enum ?? [];
	return `${name}: ${values.length > 0 && values.length < 4 ? values.join('|') : '…'}`;
}
