import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStatuspage, type Statuspage } from '../../src/statuspage/statuspage.ts';
import { Client, newIncident, newMaintenance } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

const addresses = [
	'summary.json',
	'status.json',
	'components.json',
	'incidents.json',
	'incidents/unresolved.json',
	'scheduled-maintenances.json',
	'scheduled-maintenances/upcoming.json',
	'scheduled-maintenances/active.json',
];

test.each(addresses)('%s is answered to programs and pages of others, kept, and not sent twice', async (address) => {
	const url = `${server.url}/api/v2/${address}`;
	const answer = await fetch(url);
	expect(answer.status).toBe(200);
	expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
	expect(answer.headers.get('access-control-allow-origin')).toBe('*');
	const source = await answer.text();
	expect(Object.keys(JSON.parse(source))[0]).toBe('page');
	const etag = answer.headers.get('etag') as string;
	const again = await fetch(url, { headers: { 'if-none-match': etag } });
	expect([again.status, again.headers.get('access-control-allow-origin')]).toEqual([304, '*']);
	const head = await fetch(url, { method: 'HEAD' });
	expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
	const read = readStatuspage(address, source);
	expect(address === 'status.json' ? read : (read as Statuspage).leftOut).toEqual(
		address === 'status.json' ? null : [],
	);
});

test('an incident is there at the next request, and a client that reads a Statuspage finds it', async () => {
	const opened = await staff.post<{ id: string }>('/incidents', newIncident());
	const summary = await (await fetch(`${server.url}/api/v2/summary.json`)).json();
	expect(summary.status).toEqual({ indicator: 'minor', description: 'Minor Service Outage' });
	expect(summary.incidents).toMatchObject([
		{
			id: opened.body.id,
			status: 'investigating',
			shortlink: `https://status.example.com/incidents/${opened.body.id}`,
			page_id: summary.page.id,
			components: [{ status: 'partial_outage' }],
		},
	]);
	await staff.post(`/incidents/${opened.body.id}/updates`, { status: 'resolved', body: 'Listo.' });
	const open = await (await fetch(`${server.url}/api/v2/incidents/unresolved.json`)).json();
	expect(open.incidents).toEqual([]);
	const told = await (await fetch(`${server.url}/api/v2/incidents.json`)).json();
	expect(told.incidents[0]).toMatchObject({ id: opened.body.id, status: 'resolved', resolved_at: expect.any(String) });
});

test('a title that a careless client would trip over is sent as it was written', async () => {
	const { body } = await staff.post<{ id: string }>('/incidents', newIncident({ title: { es: '</script>]]> "q"' } }));
	const answer = await fetch(`${server.url}/api/v2/incidents.json`);
	const { incidents } = await answer.json();
	expect(incidents.find(({ id }: { id: string }) => id === body.id).name).toBe('</script>]]> "q"');
});

test('what there is not is not found', async () => {
	for (const address of ['', 'summary', 'constructor', 'subscribers.json'])
		expect((await fetch(`${server.url}/api/v2/${address}`)).status, address).toBe(404);
});

test('its description is valid OpenAPI, and what is answered is as it says', async () => {
	const description = await (await fetch(`${server.url}/en/api/v2/openapi.json`)).json();
	const { valid, errors } = await new Validator().validate(structuredClone(description));
	expect(errors).toBeUndefined();
	expect(valid).toBe(true);
	expect(description.servers).toEqual([{ url: 'https://status.example.com/en/api/v2' }]);
	expect(Object.keys(description.paths)).toEqual(addresses.map((address) => `/${address}`));
	const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
	await staff.post('/maintenances', newMaintenance({ planned_start: at(1), planned_end: at(2) }));
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	// A CommonJS module: it is the function itself, whatever its types say.
	(formats as unknown as (ajv: Ajv2020) => void)(ajv);
	ajv.addSchema({ $id: 'v2', components: description.components });
	for (const address of addresses) {
		const { schema } = description.paths[`/${address}`].get.responses[200].content['application/json'];
		const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"v2#/')));
		validate(await (await fetch(`${server.url}/api/v2/${address}`)).json());
		expect(validate.errors, address).toBeNull();
	}
});
