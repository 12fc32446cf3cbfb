import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/instant.ts';
import { Client, lastPublication } from '../api/client.ts';
import { startConsole, Visitor, withStores } from '../console-site.ts';
import type { TestServer } from '../server.ts';

let server: TestServer;
let staff: Visitor;

beforeAll(async () => {
	server = await startConsole({ external: ['templates', 'campaigns'] });
	staff = await Visitor.as(server, 'staff');
});
afterAll(() => server.stop());

const REPORT = '/en/admin/incidents/new';

/** What a page would send of its form with this button. @param step the value of the button */
function formWith(page: string, step: string): Record<string, string> {
	const forms = [...page.matchAll(/<form [^>]*method="post".*?<\/form>/gs)].map(([form]) => form);
	const form = forms.find((one) => one.includes(`name="step" value="${step}"`)) ?? '';
	const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
	return { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), step };
}

const idIn = (answer: Response) => /incidents\/(\w+)\?done=/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';

async function looked(fields: Record<string, string>, path = REPORT): Promise<string> {
	return (await staff.send(path, { 'body/es': 'Algo falla.', ...fields, step: 'check' })).text();
}

const failing = () => {
	const now = Date.now();
	return [3, 2, 1].map((minutes) => ({ at: new Date(now - minutes * MINUTE).toISOString(), ok: false }));
};

describe('what two people report at once', () => {
	const on = { 'components/reports': 'major_outage' };
	const more = { 'components/routing': 'partial_outage', criticality: 'urgent' };

	test('is told twice only by who was shown what the other told, and their words can go there instead', async () => {
		const [one, other] = [await looked(on), await looked({ ...on, ...more, 'body/es': 'No hay reportes.' })];
		const first = idIn(await staff.post(REPORT, formWith(one, 'publish')));
		const before = await lastPublication(server);
		const late = await staff.post(REPORT, formWith(other, 'publish'));
		const page = await late.text();
		expect([late.status, await lastPublication(server)]).toEqual([412, before]);
		expect(page).toMatch(/Already reported:.*Reports: down/s);
		expect(page).toContain('No hay reportes.');
		const there = await staff.post(`/en/admin/incidents/${first}`, formWith(page, 'write'));
		expect(page).toContain('This does not go there: Criticality.');
		const form = await there.text();
		expect(form).toMatch(/<textarea[^>]*name="body\/es"[^>]*>No hay reportes\./);
		expect(form).toMatch(
			/is added to the incident.*?name="components\/routing".*?<option value="partial_outage" selected/s,
		);
		const again = await staff.post(REPORT, formWith(page, 'publish'));
		expect([again.status, await lastPublication(server)]).toEqual([303, before + 1]);
	});

	test('is named in the form of the next, and in its preview, and no other system is', async () => {
		const form = await (await staff.get(REPORT)).text();
		expect(form).toContain('Already reported:');
		expect(await looked(on)).toContain('Already reported:');
		expect(await looked({ 'components/api': 'major_outage' })).not.toContain('Already reported:');
	});

	test('is named while the report of the first waits, in the form, in its preview and beside what a monitor proposes', async () => {
		const at = new Date(Date.now() + 60 * MINUTE).toISOString();
		const later = { 'components/campaigns': 'major_outage', publish_at: at };
		const waits = await staff.post(REPORT, formWith(await looked(later), 'publish'));
		expect(waits.headers.get('location')).toContain('/en/admin/waiting/');
		const path = waits.headers.get('location')?.split('?')[0] ?? '';
		expect(await (await staff.get(REPORT)).text()).toContain(
			`Written already, and waiting to be published: <a href="${path}">`,
		);
		const preview = await looked({ 'components/campaigns': 'partial_outage' });
		expect(preview).toContain('Another report of the same waits already.');
		const monitors = new Client(server, await server.token('samples'));
		await monitors.post('/components/campaigns/samples', { samples: failing() });
		expect(await (await staff.get('/en/admin')).text()).toMatch(/An incident was written already \(by .*?waiting\//s);
		const published = await staff.post(REPORT, formWith(preview, 'publish'));
		const page = await (await staff.get(path)).text();
		expect(page).toMatch(/somebody else reported the same.*Already reported:.*Campaigns: partly down/s);
		expect(page).not.toContain('value="approve"');
		await staff.send(path, { step: 'cancel' });
		await staff.send(
			`/en/admin/incidents/${idIn(published)}`,
			{ 'reason/es': 'Prueba.', step: 'publish' },
			'retraction',
		);
	});

	test('from what a monitor found is published over a dismissal only once that was read, with its reason', async () => {
		const monitors = new Client(server, await server.token('samples'));
		expect((await monitors.post('/components/templates/samples', { samples: failing() })).status).toBe(200);
		const home = await (await staff.get('/en/admin')).text();
		const [, proposal = ''] = /new\?proposal=(\w+)/.exec(home) ?? [];
		const page = await looked({ 'components/templates': 'major_outage' }, `${REPORT}?proposal=${proposal}`);
		expect(page).not.toContain('dismissed the failure');
		const why = { proposal, 'reason/en': 'It was a drill.', key: 'dismissed-beside' };
		expect((await staff.post('/en/admin', why)).status).toBe(303);
		const late = await staff.post(REPORT, formWith(page, 'publish'));
		const seen = await late.text();
		expect(late.status).toBe(412);
		expect(seen).toContain('Somebody dismissed the failure that you started from: “It was a drill.”.');
		expect((await staff.post(REPORT, formWith(seen, 'publish'))).status).toBe(303);
	});
});

describe('what somebody wrote and a colleague settles', () => {
	const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
	const screenOf = (answer: Response) => answer.headers.get('location')?.split('?')[0] ?? '';
	const waiting = async (slug: string) => {
		const fields = { [`components/${slug}`]: 'partial_outage', publish_at: at(60), 'body/es': `Falla ${slug}.` };
		return screenOf(await staff.post(REPORT, formWith(await looked(fields), 'publish')));
	};

	test('by cancelling it is told to its author, with who did so and its words, until they put it aside', async () => {
		const colleague = await Visitor.as(server, 'staff');
		const path = await waiting('campaigns');
		await colleague.send(path, { step: 'cancel' });
		const now = await (await staff.get('/en/admin')).text();
		expect(now).toContain(`it will not be published, ${colleague.email} cancelled it`);
		expect(await (await colleague.get('/en/admin')).text()).not.toContain(path);
		const page = await (await staff.get(path)).text();
		expect([page.includes(`Cancelled by ${colleague.email}`), page.includes('Falla campaigns.')]).toEqual([true, true]);
		expect((await colleague.post(path, { step: 'cancel', key: 'not-theirs' })).status).toBe(409);
		expect(await (await staff.send(path, { step: 'cancel' })).text()).toContain('Falla campaigns.');
		expect(await (await staff.get('/en/admin')).text()).not.toContain(path);
		expect(await (await staff.get(path)).text()).not.toContain('Falla campaigns.');
	});

	test('by writing it again needs nobody any more, and cannot be published by another a second time', async () => {
		const colleague = await Visitor.as(server, 'staff');
		const path = await waiting('campaigns');
		const other = idIn(
			await staff.post(REPORT, formWith(await looked({ 'components/campaigns': 'major_outage' }), 'publish')),
		);
		const again = formWith(await (await staff.get(path)).text(), 'write');
		expect(again).toMatchObject({ 'body/es': 'Falla campaigns.' });
		const drawn = formWith(await (await staff.post(REPORT, again)).text(), 'check');
		const late = formWith(await (await colleague.post(REPORT, again)).text(), 'check');
		expect([drawn.instead_of, late.instead_of]).toEqual([path.split('/').at(-1), drawn.instead_of]);
		const preview = await looked({ ...drawn, 'components/campaigns': 'partial_outage' });
		const published = await staff.post(REPORT, formWith(preview, 'publish'));
		expect(published.status).toBe(303);
		const before = await lastPublication(server);
		const chosen = { 'components/campaigns': 'partial_outage', 'body/es': 'Falla.' };
		const twice = await colleague.post(REPORT, { ...late, ...chosen, step: 'check' });
		expect([twice.status, await lastPublication(server)]).toEqual([409, before]);
		expect(await (await staff.get('/en/admin')).text()).not.toContain(path);
		for (const id of [other, idIn(published)]) {
			await staff.send(`/en/admin/incidents/${id}`, { 'reason/es': 'Prueba.', step: 'publish' }, 'retraction');
		}
	});
});

test('now is when it was looked at, however long that took to read', async () => {
	const at = Date.now() - 70_000;
	const form = formWith(await looked({ 'components/operator-desk': 'partial_outage' }), 'publish');
	const id = idIn(await staff.post(REPORT, { ...form, looked: String(at) }));
	const incident = await withStores(server, ({ incidents }) => incidents.find(id));
	expect(incident).toMatchObject({ startedAt: at, acceptedAt: at });
	const path = `/en/admin/incidents/${id}`;
	const update = await staff.send(path, { status: 'resolved', 'body/es': 'Ya funciona.', step: 'check' }, 'update');
	await staff.post(path, { ...formWith(await update.text(), 'publish'), looked: String(at + 10_000) });
	const resolved = await withStores(server, ({ incidents }) => incidents.find(id));
	expect(resolved).toMatchObject({ resolvedAt: at + 10_000 });
});

const soon = new Date(Date.now() + 5 * MINUTE).toISOString();

describe('before the second tap', () => {
	const words = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
	const seenOf = async (id: string, act: string, fields: Record<string, string>) =>
		(await staff.send(`/en/admin/incidents/${id}`, { ...fields, step: 'check' }, act)).text();
	const opened = async (fields: Record<string, string>) =>
		idIn(await staff.post(REPORT, formWith(await looked(fields), 'publish')));

	test('a post about a partner names every other incident whose deadline it switches on or off', async () => {
		const partner = await opened({ 'components/instagram': 'major_outage', 'body/es': 'Instagram no responde.' });
		const caused = await opened({ 'components/chatbots': 'major_outage', cause: 'instagram' });
		const gone = words(await seenOf(partner, 'retraction', { 'reason/es': 'Era otra cosa.' }));
		expect(gone).toMatch(
			/A commitment changes, too, of Chatbots: down .*: Until now the case was excluded\. The deadline runs; it ends/,
		);
		expect(words(await seenOf(caused, 'retraction', { 'reason/es': 'Prueba.' }))).not.toContain('A commitment changes');
		await staff.send(`/en/admin/incidents/${partner}`, { 'reason/es': 'No.', step: 'publish' }, 'retraction');
		const byHand = { component: 'instagram', act: 'set', status: 'major_outage', 'reason/es': 'Visto.', step: 'check' };
		const held = await staff.post('/en/admin/components', {
			...byHand,
			key: 'held-by-hand',
			seen: await seenMark('instagram'),
		});
		expect(words(await held.text())).toMatch(/A commitment changes, too, of Chatbots: down .*: the case is excluded/);
	});

	test('a delay shows the sentence that customers read, is no delay before the deadline, and stands beside it from then on', async () => {
		const id = await opened({ 'components/campaigns': 'major_outage' });
		const tomorrow = { 'body/es': 'Falta una pieza.', estimate: '2031-01-01T10:00' };
		const seen = words(await seenOf(id, 'delay', tomorrow));
		expect(seen).toMatch(/The deadline will not be kept\. New estimate: .*2031/);
		const early = await staff.send(
			`/en/admin/incidents/${id}`,
			{ ...tomorrow, estimate: soon, step: 'publish' },
			'delay',
		);
		expect([early.status, words(await early.text())]).toEqual([
			422,
			expect.stringContaining('It has to be after the deadline ('),
		]);
		const program = new Client(server, await server.token('status'));
		const said = { body: 'Falta una pieza.', estimate: new Date(Date.now() + MINUTE).toISOString() };
		const refused = await program.post(`/incidents/${id}/delay`, said);
		expect([refused.status, JSON.stringify(refused.body)]).toEqual([
			422,
			expect.stringMatching(/after the deadline, \d{4}-/),
		]);
		const before = await (await staff.get(`/en/admin/incidents/${id}`)).text();
		expect(before).not.toContain('id="justification"');
		await staff.send(`/en/admin/incidents/${id}`, { ...tomorrow, step: 'publish' }, 'delay');
		for (const path of ['/en', `/en/incidents/${id}`, '/en/admin', `/en/admin/incidents/${id}`]) {
			expect([path, words(await (await staff.get(path)).text())]).toEqual([
				path,
				expect.stringMatching(/New estimate: .*2031/),
			]);
		}
		const justified = await seenOf(id, 'justification', { 'body/es': 'La pieza tardó.' });
		expect(words(justified)).toMatch(/No deadline has passed yet: the next one ends .* published once/);
		await staff.post(`/en/admin/incidents/${id}`, formWith(justified, 'publish'));
		expect(await (await staff.get(`/en/admin/incidents/${id}`)).text()).toContain('La pieza tardó.');
	});

	test('a reopening shows the deadline that runs again, as its card does once it is published', async () => {
		const id = await opened({ 'components/message-history': 'major_outage', 'body/es': 'No hay historial.' });
		await staff.send(
			`/en/admin/incidents/${id}`,
			{ status: 'resolved', 'body/es': 'Ya está.', step: 'publish' },
			'update',
		);
		const again = await seenOf(id, 'reopening', { status: 'investigating', 'body/es': 'Volvió.' });
		const dueIn = (page: string) =>
			/Criticality urgent;.*?2\.2\.1/.exec(words(page.slice(page.indexOf('class="preview"'))))?.[0];
		const shown = dueIn(again);
		expect(shown).toBeDefined();
		await staff.post(`/en/admin/incidents/${id}`, formWith(again, 'publish'));
		expect(words(await (await staff.get('/en')).text())).toContain(shown);
	});

	test('an update that makes things worse says that the impact rises, and that the criticality stays', async () => {
		const id = await opened({ 'components/message-delivery': 'degraded_performance' });
		const worse = { status: 'identified', 'body/es': 'Cayó.', 'components/message-delivery': 'major_outage' };
		const page = await seenOf(id, 'update', worse);
		expect(words(page)).toContain('Customers will read “critical impact” instead of “minor impact”.');
		expect(words(page)).toContain('More fails than before, and the criticality is still “normal”.');
		expect(words(await seenOf(id, 'update', { ...worse, 'components/message-delivery': '' }))).not.toMatch(
			/instead of|still “normal”/,
		);
		const corrected = {
			...{ impact: 'major', 'components/message-delivery': 'partial_outage', 'components/routing': 'partial_outage' },
			'reason/es': 'También el reparto.',
		};
		const change = await seenOf(id, 'correction', corrected);
		expect((await staff.post(`/en/admin/incidents/${id}`, formWith(change, 'publish'))).status).toBe(303);
		const incident = await withStores(server, ({ incidents }) => incidents.find(id));
		const affected = incident?.changes.map(({ component, status }) => [component, status]).sort();
		expect([incident?.impact, affected]).toEqual([
			'major',
			[
				['message-delivery', 'partial_outage'],
				['routing', 'partial_outage'],
			],
		]);
	});

	test('what ends by one incident and fails by another is named, and what is resolved says that it opens again', async () => {
		const partly = await opened({ 'components/sign-in': 'partial_outage' });
		const other = await opened({ 'components/sign-in': 'degraded_performance' });
		const over = await seenOf(other, 'update', { status: 'resolved', 'body/es': 'Ya está.' });
		const still = /The incident “Sign-in: partly down” still says of Sign-in: partly down\./i;
		expect(words(over)).toMatch(still);
		expect(words(await seenOf(other, 'retraction', { 'reason/es': 'Doble.' }))).toMatch(still);
		expect(words(await seenOf(partly, 'update', { status: 'resolved', 'body/es': 'x' }))).toMatch(
			/still says of Sign-in: slow/i,
		);
		await staff.post(`/en/admin/incidents/${other}`, formWith(over, 'publish'));
		const again = { act: 'update', key: 'opens-again', status: 'investigating', 'body/es': 'Volvió.', step: 'check' };
		const late = await staff.post(`/en/admin/incidents/${other}`, {
			...again,
			status: 'resolved',
			seen: await markOf(other),
		});
		expect(late.status).toBe(409);
		const there = await staff.post(`/en/admin/incidents/${other}`, formWith(await late.text(), 'write'));
		expect(await there.text()).toMatch(/<details id="reopening" open.*Volvió\./s);
		const reopens = await staff.post(`/en/admin/incidents/${other}`, { ...again, seen: await markOf(other) });
		expect(words(await reopens.text())).toContain('The incident is resolved: this opens it again.');
	});

	test('an acceptance before the beginning is asked about, and taken', async () => {
		const id = await opened({ 'components/reports': 'partial_outage' });
		const accepted = new Date(Date.now() - 60 * MINUTE).toISOString();
		const page = await seenOf(id, 'correction', { accepted_at: accepted, 'reason/es': 'Se aceptó antes.' });
		expect(page).toContain('It would be accepted before it began, or was detected. Is that so?');
		expect((await staff.post(`/en/admin/incidents/${id}`, formWith(page, 'publish'))).status).toBe(303);
	});

	test('what is held by hand and what an incident says are set side by side where they differ, either way', async () => {
		const id = await opened({ 'components/operator-desk': 'degraded_performance' });
		const byHand = { component: 'operator-desk', act: 'set', status: 'operational', step: 'check' };
		const answer = await staff.post('/en/admin/components', {
			...byHand,
			key: 'by-hand',
			seen: await seenMark('operator-desk'),
		});
		const page = await answer.text();
		expect(words(page)).toMatch(
			/The incident “Operator desk: slow or with minor faults” still says of Operator desk: slow or with minor faults\./i,
		);
		expect((await staff.post('/en/admin/components', formWith(page, 'publish'))).status).toBe(303);
		const updated = await seenOf(id, 'update', { status: 'identified', 'body/es': 'Sigue lento.' });
		expect(words(updated)).toMatch(/Operator desk is set by hand to “working”: the page goes on saying so/i);
	});
});

/** What the forms of an incident carry of how it looks. */
async function markOf(id: string): Promise<string> {
	const page = await (await staff.get(`/en/admin/incidents/${id}`)).text();
	return /name="seen" value="([^"]*)"/.exec(page)?.[1] ?? '';
}

/** What the form of a component carries of how it is held. */
async function seenMark(slug: string): Promise<string> {
	const page = await (await staff.get('/en/admin/components')).text();
	const [, own = ''] = page.split(`id="${slug}"`);
	return /name="seen" value="([^"]*)"/.exec(own)?.[1] ?? '';
}

test('Now shows work that is under way and what is held by hand, each with its way out, and what can wait below', async () => {
	const program = new Client(server, await server.token('status'));
	const window = { planned_start: new Date(Date.now() - MINUTE).toISOString(), planned_end: '2031-01-01T05:00:00Z' };
	const work = {
		title: 'Cambio de discos',
		body: 'Sin cortes.',
		components: ['webhooks'],
		...window,
		automatic: false,
	};
	const planned = await program.post<{ id: string }>('/maintenances', work);
	const { id } = planned.body;
	await program.post(`/maintenances/${id}/updates`, { status: 'in_progress', body: 'Empezamos.' });
	await program.put('/components/webhooks/status', { status: 'degraded_performance' });
	const page = await (await staff.get('/en/admin')).text();
	const running = page.slice(page.indexOf('id="running"'));
	expect(running).toMatch(/“Cambio de discos” is under way: it began/);
	expect(running).toContain(`/admin/maintenance/${id}?open=completed`);
	expect(running).toMatch(/Webhooks: set by hand to “slow/);
	expect(running).toContain('/admin/components#webhooks');
	const [urgent = '', calm = ''] = page.split('id="running"');
	expect([urgent.includes('data-need="translation/'), calm.includes('data-need="translation/')]).toEqual([false, true]);
});
