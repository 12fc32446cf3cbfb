import { query } from 'json-p3';
import type { ComponentStatus } from '../../domain/component.ts';
import { OutboundFailure } from '../failure.ts';
import { readJson, type Said } from './said.ts';

/**
 * The one value that the JSONPath `path` finds, and what `map` says it means.
 *
 * @throws OutboundFailure where it finds none or several, or one that `map` doesn't name
 */
export function readJsonStatus(text: string, path: string, map: Record<string, ComponentStatus>): Said {
	const [value, ...others] = find(text, path);
	if (value === undefined) throw new OutboundFailure('the path finds nothing in the answer');
	if (others.length > 0) throw new OutboundFailure('the path finds more than one value in the answer');
	if (typeof value === 'object') throw new OutboundFailure('the path finds no plain value in the answer');
	const key = String(value);
	if (!Object.hasOwn(map, key)) throw new OutboundFailure(`the map does not name "${key.slice(0, 60)}"`);
	return { status: map[key] as ComponentStatus, detail: null };
}

function find(text: string, path: string): unknown[] {
	const answer = readJson(text) as Parameters<typeof query>[1];
	try {
		return query(path, answer).values();
	} catch {
		throw new OutboundFailure('the path cannot be followed in the answer'); // nested without end
	}
}
