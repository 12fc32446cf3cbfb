import { query } from 'json-p3';
import { type ComponentStatus, componentStatuses } from '../../domain/component.ts';
import type { PartnerWatch } from '../../domain/watch/partner-watch.ts';
import { OutboundFailure } from '../failure.ts';
import { readJson, type Said } from './said.ts';

type JsonWatch = Pick<Extract<PartnerWatch, { kind: 'json' }>, 'path' | 'map' | 'none' | 'several'>;

/**
 * The value that the JSONPath `path` finds, and what `map` says it means. Where it may find none or several, `none` and
 * `several` say what that means.
 *
 * @throws OutboundFailure where it finds something that these don't name
 */
export function readJsonStatus(text: string, { path, map, none, several }: JsonWatch): Said {
	const values = find(text, path);
	if (values.length === 0) {
		if (none !== undefined) return { status: none, detail: null };
		throw new OutboundFailure('the path finds nothing in the answer');
	}
	if (values.length > 1 && several === undefined) {
		throw new OutboundFailure('the path finds more than one value in the answer');
	}
	const statuses = values.map((value) => meaningOf(value, map));
	return { status: statuses.reduce(worseOf), detail: null };
}

function meaningOf(value: unknown, map: Record<string, ComponentStatus>): ComponentStatus {
	if (value === null || typeof value === 'object') {
		throw new OutboundFailure('the path finds no plain value in the answer');
	}
	const key = String(value);
	if (Object.hasOwn(map, key)) return map[key] as ComponentStatus;
	throw new OutboundFailure(`the map does not name "${key.slice(0, 60)}"`);
}

function worseOf(one: ComponentStatus, other: ComponentStatus): ComponentStatus {
	return componentStatuses.indexOf(one) < componentStatuses.indexOf(other) ? other : one;
}

function find(text: string, path: string): unknown[] {
	const answer = readJson(text) as Parameters<typeof query>[1];
	try {
		return query(path, answer).values();
	} catch {
		throw new OutboundFailure('the path cannot be followed in the answer'); // nested without end
	}
}
