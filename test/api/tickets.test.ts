import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketResource } from '../../src/queries/admin/ticket-resource.ts';
import { startServer, type TestServer } from '../server.ts';
import { Client, lastPublication } from './client.ts';

interface Recorded {
	recorded: number;
	unchanged: number;
}

let server: TestServer;
let helpDesk: Client;

beforeAll(async () => {
	server = await startServer();
	helpDesk = new Client(server, await server.token('tickets'));
});
afterAll(() => server.stop());

function ticket(reference: string, changes: object = {}): object {
	return {
		...{ reference, document: 'blip-go', plan: 'pro', criticality: 'high' },
		received_at: '2026-03-02T10:00:00-03:00',
		...changes,
	};
}

function post<T = Recorded>(tickets: object[], headers: Record<string, string> = {}) {
	return helpDesk.post<T>('/tickets', { tickets }, headers);
}

async function known(reference: string): Promise<TicketResource | undefined> {
	const { body } = await helpDesk.get<{ tickets: TicketResource[] }>('/tickets?limit=100');
	return body.tickets.find((one) => one.reference === reference);
}

test('a batch is recorded as one publication, and what is known already is no news', async () => {
	const before = await lastPublication(server);
	const batch = [ticket('A-1'), ticket('A-2', { cause: 'whatsapp' })];
	expect((await post(batch)).body).toMatchObject({ recorded: 2, unchanged: 0 });
	expect(await lastPublication(server)).toBe(before + 1);
	expect((await post(batch)).body).toMatchObject({ recorded: 0, unchanged: 2 });
	expect((await post([...batch, ticket('A-3')])).body).toMatchObject({ recorded: 1, unchanged: 2 });
	expect(await lastPublication(server)).toBe(before + 2);
	expect(await known('A-2')).toMatchObject({
		cause: 'whatsapp',
		received_at: '2026-03-02T13:00:00.000Z',
		solved_at: null,
	});
});

test('a known ticket is brought up to date: what is left out stays, null takes it away', async () => {
	await post([
		ticket('B-1', { first_response_at: '2026-03-02T10:20:00-03:00', justification: { en: 'Too few of us.' } }),
	]);
	await post([ticket('B-1', { accepted_at: '2026-03-02T10:30:00-03:00', criticality: 'urgent' })]);
	expect(await known('B-1')).toMatchObject({
		criticality: 'urgent',
		first_response_at: '2026-03-02T13:20:00.000Z',
		accepted_at: '2026-03-02T13:30:00.000Z',
		justification: { en: 'Too few of us.' },
	});
	await post([ticket('B-1', { criticality: 'urgent', first_response_at: null })]);
	expect(await known('B-1')).toMatchObject({ first_response_at: null, accepted_at: '2026-03-02T13:30:00.000Z' });
});

describe('of a batch with an error nothing is recorded, and its position is told:', () => {
	const noon = '2026-03-02T12:00:00-03:00';
	test.each<[string, object, string, string]>([
		['an unknown field', { customer: 'Ana' }, 'customer', 'Unknown field'],
		['an address of e-mail', { reference: 'ana@example.com' }, 'reference', 'Expected 1 to 64 letters'],
		['a name in two words', { reference: 'Ana Paz' }, 'reference', 'Expected 1 to 64 letters'],
		['an unknown document', { document: 'privacy' }, 'document', 'there is no "privacy"'],
		['an unknown plan', { plan: 'gold' }, 'plan', 'Expected "pro"'],
		['a partner that is none', { cause: 'reports' }, 'cause', 'there is no "reports"'],
		['an unknown criticality', { criticality: 'low' }, 'criticality', 'Expected "urgent" or "high" or "normal"'],
		['an instant without an offset', { received_at: '2026-03-02T10:00:00' }, 'received_at', 'with an offset'],
		['an instant to come', { received_at: '2099-01-01T10:00:00Z' }, 'received_at', 'not in the future'],
		[
			'an answer before the request',
			{ first_response_at: '2026-03-01T10:00:00Z' },
			'first_response_at',
			'not before received_at',
		],
		[
			'an acceptance before the request',
			{ accepted_at: '2026-03-01T10:00:00Z' },
			'accepted_at',
			'not before received_at',
		],
		[
			'a solution before its acceptance',
			{ accepted_at: noon, solved_at: '2026-03-02T11:00:00-03:00' },
			'solved_at',
			'not before accepted_at',
		],
		['a solution of what nobody accepted', { solved_at: noon }, 'accepted_at', 'a solved ticket was accepted'],
		['an empty justification', { justification: '' }, 'justification', 'Expected a text that is not empty'],
		['a reference that stands there twice', { reference: 'C-0' }, 'reference', 'Expected each reference once'],
	])('%s', async (_, changes, field, detail) => {
		const before = await lastPublication(server);
		const answer = await post<{ errors: object[] }>([ticket('C-0'), ticket('C-1', changes)]);
		expect(answer.status).toBe(422);
		expect(answer.body.errors).toContainEqual({
			pointer: `/tickets/1/${field}`,
			detail: expect.stringContaining(detail),
		});
		expect(await lastPublication(server)).toBe(before);
		expect(await known('C-0')).toBeUndefined();
	});

	test('instants that contradict what is known of the ticket', async () => {
		await post([ticket('C-9', { accepted_at: noon })]);
		const answer = await post<{ errors: object[] }>([ticket('C-9', { received_at: '2026-03-03T10:00:00-03:00' })]);
		expect(answer.body.errors).toContainEqual({ pointer: '/tickets/0/accepted_at', detail: expect.any(String) });
	});
});

test('a batch may have a thousand tickets, and 1 MiB', async () => {
	const many = (count: number, changes: object) => Array.from({ length: count }, (_, i) => ticket(`D-${i}`, changes));
	const full = many(1000, { first_response_at: '2026-03-02T10:20:00-03:00', justification: 'x'.repeat(200) });
	expect(JSON.stringify(full).length).toBeGreaterThan(256 * 1024);
	expect((await post(full)).body).toMatchObject({ recorded: 1000, unchanged: 0 });
	expect((await post<object>(many(1001, {}))).status).toBe(422);
	expect((await post<object>([])).status).toBe(422);
	expect((await post<object>(many(1000, { justification: 'x'.repeat(1100) }))).status).toBe(413);
});

test('a repeated request gets its first answer again', async () => {
	const key = { 'idempotency-key': 'batch-7' };
	const first = await post([ticket('E-1')], key);
	const again = await post([ticket('E-1')], key);
	expect(first.body).toMatchObject({ recorded: 1, unchanged: 0, tickets: [{ reference: 'E-1' }] });
	expect(again.body).toEqual(first.body);
	expect(again.headers.get('idempotency-replayed')).toBe('true');
	expect((await post<object>([ticket('E-2')], key)).status).toBe(422);
});

test('the list is filtered by document and month, and goes on where it ended', async () => {
	await post([1, 2, 3].map((day) => ticket(`F-${day}`, { received_at: `2026-01-0${day}T10:00:00-03:00` })));
	await post([ticket('F-4', { received_at: '2026-01-31T23:30:00-03:00' })]);
	const path = '/tickets?document=blip-go&month=2026-01&limit=3';
	const page = await helpDesk.get<{ tickets: TicketResource[] }>(path);
	expect(page.body.tickets.map(({ reference }) => reference)).toEqual(['F-4', 'F-3', 'F-2']);
	const next = /<\/api\/v1(.+)>/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
	const rest = await helpDesk.get<{ tickets: TicketResource[] }>(next);
	expect(rest.body.tickets.map(({ reference }) => reference)).toEqual(['F-1']);
	expect((await helpDesk.get<{ tickets: [] }>('/tickets?document=none')).body.tickets).toEqual([]);
	expect((await helpDesk.get('/tickets?month=March')).status).toBe(422);
});

describe('a promise to a ticket that has ended', () => {
	let site: TestServer;
	let desk: Client;

	beforeAll(async () => {
		site = await startServer({ now: Date.parse('2026-02-02T10:00:00-03:00') });
		desk = new Client(site, await site.token('tickets'));
		await site.moveClock(Date.parse('2026-03-16T10:00:00-03:00'));
		await tellOutage(new Client(site, await site.token('status')), 'whatsapp');
	});
	afterAll(() => site.stop());

	const send = <T = Recorded>(...tickets: object[]) => desk.post<T>('/tickets', { tickets });
	const recordedOf = async (reference: string) => {
		const { body } = await desk.get<{ tickets: TicketResource[] }>('/tickets?limit=100');
		return body.tickets.find((one) => one.reference === reference) as TicketResource;
	};

	// An answer is due within 45 minutes, a solution of an urgent one within a business day.
	const accepted = { accepted_at: '2026-03-02T10:10:00-03:00', criticality: 'urgent' };
	const missed = {
		...accepted,
		first_response_at: '2026-03-02T12:00:00-03:00',
		solved_at: '2026-03-06T10:00:00-03:00',
	};

	test.each<[string, object, object]>([
		['other instants', { first_response_at: '2026-03-02T10:20:00-03:00' }, { first_response: 'met' }],
		['another criticality', { criticality: 'normal' }, { solution: 'untargeted' }],
		['another cause', { cause: 'whatsapp' }, { solution: 'excluded' }],
		['a cause whose outage is not on record', { cause: 'telegram' }, {}],
		['an earlier end', { solved_at: '2026-03-03T10:00:00-03:00' }, { solution: 'met' }],
	])(
		'with %s ends no promise otherwise than was recorded: what follows is a difference',
		async (name, changes, differing) => {
			const reference = `G-${name.replaceAll(' ', '-')}`;
			await send(ticket(reference, missed));
			expect((await send(ticket(reference, { ...missed, ...changes }))).status).toBe(200);
			const { promises } = await recordedOf(reference);
			expect(promises.map(({ term, outcome }) => [term, outcome])).toEqual([
				['first_response', 'missed'],
				['solution', 'missed'],
			]);
			const differences = promises.flatMap(({ term, difference }) => (difference ? [[term, difference.outcome]] : []));
			expect(Object.fromEntries(differences)).toEqual(differing);
		},
	);

	test('in other words justifies nothing that was justified', async () => {
		await send(ticket('J-1', { ...missed, justification: 'Too few of us.' }));
		const other = await send<{ errors: object[] }>(ticket('J-1', { ...missed, justification: 'Other words.' }));
		expect(other.status).toBe(422);
		expect(other.body.errors).toEqual([{ pointer: '/tickets/0/justification', detail: expect.any(String) }]);
	});

	test('is a second verdict once somebody who may says so, with the reason, and the first stays in sight', async () => {
		const { body } = await send<{ tickets: { id: string; url: string }[] }>(ticket('K-1', missed));
		const { id = '', url } = body.tickets[0] ?? {};
		await send(ticket('K-1', { ...missed, solved_at: '2026-03-03T10:00:00-03:00' }));
		const path = `/tickets/${id}/verdicts`;
		expect((await desk.post(path, { reason: 'x' })).status).toBe(403);
		const legal = new Client(site, await site.token('sla'));
		const seen = { 'if-match': '"what it looked like before"' };
		expect((await legal.post(path, { reason: 'x' }, seen)).status).toBe(412);
		const judged = await legal.post<TicketResource>(path, { reason: 'El reloj del soporte estaba mal.' });
		expect(judged.status).toBe(201);
		expect(judged.body.promises[1]).toMatchObject({
			outcome: 'met',
			difference: null,
			verdicts: [
				{ outcome: 'missed', withdrawn: { reason: { es: 'El reloj del soporte estaba mal.' } } },
				{ outcome: 'met', withdrawn: null },
			],
		});
		expect((await legal.post(path, { reason: 'Otra vez.' })).status).toBe(409);
		const page = await (await fetch(`${site.url}/promises`)).text();
		expect(page).toContain('El reloj del soporte estaba mal.');
		expect(page).not.toContain('K-1');
		expect(page).not.toContain(id);
		const own = await (await fetch(site.url + new URL(url ?? '').pathname)).text();
		expect(own).toContain('El reloj del soporte estaba mal.');
		expect(own).toContain('noindex');
		expect(own).not.toContain('K-1');
		expect((await fetch(`${site.url}/promises/aaaaaaaaaaaa`)).status).toBe(404);
		const asked = await fetch(`${site.url}/promises?ticket=${id.toUpperCase()}`, { redirect: 'manual' });
		expect([asked.status, asked.headers.get('location')]).toEqual([303, `/promises/${id}`]);
	});

	test('goes on as before with what says nothing else of it', async () => {
		await send(ticket('H-1', missed));
		await send(ticket('H-1', { ...missed, justification: 'Too few of us.' }));
		expect((await recordedOf('H-1')).earlier_outcomes).toEqual([]);
	});
});

/** Told afterwards: it is the evidence of what a partner caused. */
async function tellOutage(staff: Client, partner: string): Promise<void> {
	const said = { title: 'WhatsApp stopped', body: 'It is down.', criticality: 'normal' };
	const components = { [partner]: 'major_outage' };
	const started_at = '2026-03-02T11:00:00-03:00';
	const { body } = await staff.post<{ id: string }>('/incidents', { ...said, components, started_at });
	const over = { status: 'resolved', body: 'It is back.', happened_at: '2026-03-02T13:00:00-03:00' };
	await staff.post(`/incidents/${body.id}/updates`, over);
}
