import { afterEach, beforeEach, expect, test } from 'vitest';
import { newKey } from '../../src/console/act.ts';
import { actOnSubscribers } from '../../src/console/subscriber-acts.ts';
import type { Visit } from '../../src/console/visit.ts';
import type { Engine } from '../../src/stores/engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import type { Stores } from '../../src/stores/stores.ts';
import { freshEngine } from '../databases.ts';

const now = Date.parse('2026-08-03T12:00:00Z');
const person = {
	id: 'k3j9x0c2m1aa',
	email: 'ana@example.com',
	role: 'admin',
	secondFactor: false,
	language: null,
} as const;
const session = { id: 's', since: now, provedAt: now, until: now, device: '' };
let engine: Engine;
let stores: Stores;

beforeEach(async () => {
	engine = await freshEngine();
	stores = openStores(engine, { groups: [], components: [] });
});
afterEach(() => engine.close());

function sent(fields: Record<string, string>) {
	const form = new URLSearchParams(fields);
	const signedIn = { person, session, cookies: [] };
	const visit: Visit = { signedIn, form, carried: null, refusal: null, failure: null, cookies: [] };
	const site = { languages: ['es'], monitoring: { allow_private: [] } };
	return actOnSubscribers({ stores, site, language: 'es', now } as never, visit, form);
}

test('a form that is sent again, by a second tap or a reload, adds nobody twice, and shows no secret again', async () => {
	const form = { key: newKey(), step: 'add', channel: 'webhook', address: 'https://hooks.example.com/status' };
	const { done } = await sent(form);
	expect(done).toMatchObject({ kind: 'added', subscriber: { secret: expect.stringMatching(/^whsec_/) } });
	expect(await sent(form)).toMatchObject({ outcome: { kind: 'done' }, done: null });
	const other = { ...form, address: 'https://hooks.example.com/other' };
	expect(await sent(other)).toMatchObject({ outcome: { kind: 'done_otherwise' }, done: null });
	const all = await Promise.all([form, other].map(({ address }) => stores.subscribers.withAddress('webhook', address)));
	expect(all.map(({ length }) => length)).toEqual([1, 0]);
});

test('a form without the mark that it was drawn with does nothing', async () => {
	const { outcome } = await sent({ step: 'add', channel: 'email', address: 'ana@example.com' });
	expect(outcome).toMatchObject({ kind: 'refused', detail: 'Expected a form of this site' });
	expect(await stores.subscribers.withAddress('email', 'ana@example.com')).toEqual([]);
});
