import { isRecord, type Records } from './records.ts';

type Row = Record<string, unknown>;

/**
 * The records of a file as Cachet 2 writes them, whichever version answered: what version 3 says apart (JSON:API) is put
 * together, with its `kind`, and values lose the words beside them.
 */
export function fromJsonApi({ json, all }: Records): Row[] {
	const included = isRecord(json) && Array.isArray(json.included) ? json.included.filter(isRecord) : [];
	const byKey = new Map(included.map((one) => [keyOf(one), one]));
	return all.map((one) => (isRecord(one.attributes) ? { ...flattened(one, byKey), kind: one.type } : one));
}

function flattened({ attributes, relationships }: Row, byKey: Map<string, Row>): Row {
	const said = Object.entries(attributes as Row).map(([name, value]) => {
		if (isRecord(value) && 'string' in value) return [`${name}_at`, value.string];
		return [name, isRecord(value) && 'value' in value ? value.value : value];
	});
	const related = Object.entries(isRecord(relationships) ? relationships : {}).map(([name, value]) => {
		const named = isRecord(value) && Array.isArray(value.data) ? value.data.filter(isRecord) : [];
		const found = named.map((one) => byKey.get(keyOf(one)) ?? one);
		return [name, found.map((one) => (isRecord(one.attributes) ? flattened(one, new Map()) : one))];
	});
	return Object.fromEntries([...said, ...related]);
}

function keyOf({ type, id }: Row): string {
	return `${type} ${id}`;
}
