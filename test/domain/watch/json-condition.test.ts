import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flawOfJson, isSingularPath, type JsonCondition } from '../../../src/domain/watch/json-condition.ts';

const body = JSON.stringify({
	status: 'UP',
	age: 7,
	big: false,
	gone: null,
	nodes: [{ state: 'green' }, { state: 'red' }],
});

test.each<[JsonCondition, string | null]>([
	[{ path: '$.status', equals: ['UP'] }, null],
	[{ path: '$.status', equals: ['up'] }, '$.status is not what it should be'],
	[{ path: '$.status', equals: ['OK', 'UP'] }, null],
	[{ path: '$.status', notEquals: ['DOWN'] }, null],
	[{ path: '$.status', notEquals: ['UP'] }, '$.status is what it should not be'],
	[{ path: '$.age', equals: ['7'] }, null],
	[{ path: '$.big', equals: [false] }, null],
	[{ path: '$.gone', equals: [null] }, null],
	[{ path: '$.nodes', equals: [''] }, '$.nodes is not what it should be'],
	[{ path: '$.status', matches: '^U' }, null],
	[{ path: '$.status', matches: '^D' }, '$.status does not match'],
	[{ path: '$.age', sameAs: '$.age' }, null],
	[{ path: '$.age', sameAs: '$.status' }, '$.age is not the same as $.status'],
	[{ path: '$.age', sameAs: '$.none' }, '$.age is not the same as $.none'],
	[{ path: '$.none', exists: false }, null],
	[{ path: '$.gone', exists: false }, '$.gone is there'],
	[{ path: '$.gone', exists: true }, null],
	[{ path: '$.none', exists: true }, '$.none is not there'],
	[{ path: '$.none', notEquals: ['x'] }, '$.none is not there'],
	[{ path: '$.age', above: 6, below: 8 }, null],
	[{ path: '$.age', above: 7 }, '$.age is out of its limits'],
	[{ path: '$.status', above: 0 }, '$.status is out of its limits'],
	[{ path: '$.nodes', length: { below: 3 } }, null],
	[{ path: '$.nodes', length: { above: 2 } }, '$.nodes has another length than it should'],
	[{ path: '$.status', length: { equals: 2 } }, null],
	[{ path: '$.nodes[1].state', equals: ['red'] }, null],
	[{ path: '$.nodes[-1].state', equals: ['red'] }, null],
])('%j: %s', (condition, flaw) => {
	expect(flawOfJson(body, [condition])).toBe(flaw);
});

test('the first that doesn’t hold is told, and never what stands in the body', () => {
	const conditions = [
		{ path: '$.status', equals: ['UP'] },
		{ path: '$.age', equals: [8] },
	];
	expect(flawOfJson(body, conditions)).toBe('$.age is not what it should be');
	expect(flawOfJson('\uFEFF{"age":8,"status":"UP"}', conditions)).toBeNull();
	expect(flawOfJson('<html>', conditions)).toBe('the body is not JSON');
	expect(flawOfJson('', conditions)).toBe('the body is not JSON');
});

test('only a path to one value can be a condition: others may take for ever', () => {
	expect(['$', '$.a[0]["b c"]'].every(isSingularPath)).toBe(true);
	expect(['$..a', '$.*', '$.a[1:2]', '$[?@.a]', 'a', ''].some(isSingularPath)).toBe(false);
});

test('any JSON is taken', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			expect(flawOfJson(JSON.stringify(value), [{ path: '$', exists: true }])).toBeNull();
		}),
	);
	const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
	expect(flawOfJson(deep, [{ path: '$[0].a', exists: false }])).toBeNull();
});
