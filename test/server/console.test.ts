import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { waitingPosts } from '../../db/schema.ts';
import { changeRole } from '../../src/commands/people.ts';
import { sendTest } from '../../src/commands/subscribers.ts';
import { access } from '../../src/console/access.ts';
import { newKey } from '../../src/console/act.ts';
import { packed } from '../../src/console/carried.ts';
import { machine } from '../../src/domain/actor.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { actorOf, roles } from '../../src/domain/person.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { Client, lastPublication } from '../api/client.ts';
import { letIn, PASSWORD, shutOut, startConsole, Visitor, withStores } from '../console-site.ts';
import { totp } from '../people/totp.ts';
import { confirmed, textOf } from '../revision-texts.ts';
import type { TestServer } from '../server.ts';

let server: TestServer;
let staff: Visitor & { email: string };

beforeAll(async () => {
	server = await startConsole({ external: ['templates', 'sign-in'] });
	staff = await Visitor.as(server, 'staff');
});
afterAll(() => server.stop());

const report = {
	'components/campaigns': 'partial_outage',
	'body/es': 'Las campañas no salen.',
	next_update_at: '30',
};

/** What a report carries of the incidents that are open. */
async function openNow(): Promise<string> {
	const page = await (await staff.get('/admin/incidents/new')).text();
	return /name="told" value="([^"]*)"/.exec(page)?.[1] ?? '';
}

/** Opens an incident. @returns its id */
async function opened(fields: Record<string, string> = {}): Promise<string> {
	const answer = await staff.send('/admin/incidents/new', { ...report, step: 'publish', ...fields });
	return /incidents\/(\w+)\?done=/.exec(answer.headers.get('location') ?? '')?.[1] ?? (await answer.text());
}

/** What a browser would send of a form of a page if nobody touched it. @param act which one, or which turn of planned work */
function drawnIn(page: string, act: string, name = 'act'): Record<string, string> {
	const form = page.split('<form ').find((one) => one.includes(`name="${name}" value="${act}"`)) ?? '';
	const fields = [...(form.split('</form>')[0] ?? '').matchAll(/<input [^>]*>|<select .*?<\/select>/gs)];
	return Object.fromEntries(
		fields.flatMap(([field]) => {
			const [, name = ''] = /name="([^"]+)"/.exec(field) ?? [];
			const isLeft = field.includes('type="radio"') && !/ checked/.test(field);
			const [, value = ''] = / value="([^"]*)" selected/.exec(field) ?? / value="([^"]*)"/.exec(field) ?? [];
			return isLeft ? [] : [[name, value]];
		}),
	);
}

const updated = (id: string, fields: Record<string, string>) =>
	staff.send(
		`/admin/incidents/${id}`,
		{ status: 'identified', 'body/es': 'Encontramos la causa.', step: 'publish', ...fields },
		'update',
	);

describe('each address of the console', () => {
	const placeholders: Record<string, string> = { id: 'k3j9x0c2m1aa', document: 'blip-go', revision: '1', version: '1' };
	const addressOf = (route: string) => route.replaceAll(/\[(\w+)\]/g, (_, name: string) => placeholders[name] ?? name);

	test.each(Object.entries(access))('%s is open to %s only', async (route, rule) => {
		const path = addressOf(route);
		const stranger = await new Visitor(server).get(path);
		const isOpen = rule === 'anybody';
		expect(stranger.status === 303 && stranger.headers.get('location')?.startsWith('/admin/sign-in?to=')).toBe(!isOpen);
		for (const name of ['cache-control', 'x-robots-tag', 'content-security-policy']) {
			expect(stranger.headers.get(name), name).toMatch(/no-store|noindex|default-src 'none'/);
		}
	});

	test.each(roles)('opens to %s where the rule says so, to look and to send, and nowhere else', async (role) => {
		const visitor = await Visitor.as(server, role);
		const { scopes } = actorOf({ id: 'k3j9x0c2m1aa', role });
		// Whose session ends has no role any more; and this one only says what is missing.
		const routes = Object.entries(access).filter(([route]) => !/sign-out|refused/.test(route));
		for (const [route, rule] of routes) {
			const may = rule === 'anybody' || rule === 'people' || scopes.includes(rule);
			const looked = (await visitor.get(addressOf(route))).status;
			// With nothing in it, a form changes nothing.
			const sent = (await visitor.post(addressOf(route), { again: '' })).status;
			expect([route, looked === 403, sent === 403]).toEqual([route, !may, !may]);
		}
	});

	test('is refused to a role that may not, with the one that may', async () => {
		const legal = await Visitor.as(server, 'legal');
		const answer = await legal.get('/en/admin/incidents/new');
		expect(answer.status).toBe(403);
		expect(await answer.text()).toContain('Your role is “legal”; this can be done by somebody with the role “staff”.');
		expect((await legal.get('/admin')).status).toBe(200);
	});

	test('is not there where nobody gave it a rule', async () => {
		for (const path of ['nowhere', 'incidents/k3j9x0c2m1aa', 'maintenance/k3j9x0c2m1aa']) {
			const answer = await staff.get(`/admin/${path}`);
			expect([path, answer.status, (await answer.text()).includes('<h1')]).toEqual([path, 404, true]);
			expect([answer.headers.get('cdn-cache-control'), answer.headers.get('cache-control')]).toEqual([
				null,
				'no-store',
			]);
		}
	});
});

test('every role may come in', async () => {
	for (const role of roles) expect((await (await Visitor.as(server, role)).get('/admin')).status).toBe(200);
});

describe('a report', () => {
	test('is published by the second tap, and says in the ledger by which role, without an address', async () => {
		const before = await lastPublication(server);
		const seen = await staff.send('/admin/incidents/new', { ...report, step: 'check' });
		expect([seen.status, await lastPublication(server)]).toEqual([200, before]);
		expect(await seen.text()).toContain('Campañas: falla parcial');
		const id = await opened();
		const [entry, texts] = await withStores(server, async ({ publications }) => {
			const [first] = await publications.about(`incident/${id}`);
			return [first, (await publications.textsOf([before + 1])).get(before + 1)];
		});
		expect(entry).toMatchObject({ number: before + 1, actor: 'person:staff', action: 'incident.opened' });
		expect(texts?.find(({ pointer }) => pointer === '/actorId')?.text).toMatch(/^[a-z0-9]{12}$/);
		expect(JSON.stringify([entry, texts])).not.toContain('example.com');
		const incident = await withStores(server, ({ incidents }) => incidents.find(id));
		expect(incident).toMatchObject({ criticality: 'high', title: { en: 'Campaigns: partly down' } });
	});

	test('is published once, however often it is sent', async () => {
		const fields = { ...report, told: await openNow(), step: 'publish', key: 'twice-the-same' };
		const answers = await Promise.all([1, 2, 3].map(() => staff.post('/admin/incidents/new', fields)));
		const before = await lastPublication(server);
		const again = await staff.post('/admin/incidents/new', fields);
		const shownAgain = await staff.post('/admin/incidents/new', { ...fields, step: 'check' });
		expect(new Set([...answers, again, shownAgain].map(({ headers }) => headers.get('location'))).size).toBe(1);
		expect(await lastPublication(server)).toBe(before);
	});

	test('with other words under the same form is not published on top of the first', async () => {
		const fields = { ...report, told: await openNow(), step: 'publish', key: 'back-and-changed' };
		await staff.post('/admin/incidents/new', fields);
		const before = await lastPublication(server);
		const answer = await staff.post('/admin/incidents/new', { ...fields, 'body/es': 'Otra cosa.' });
		expect([answer.status, await lastPublication(server)]).toEqual([422, before]);
		const page = await answer.text();
		expect(page).toContain('Con este formulario ya se publicó otro texto.');
		// Drawn again, it has a key of its own: what is sent now is published.
		const [, key = ''] = /name="key" value="([^"]+)"/.exec(page) ?? [];
		const told = await openNow();
		const own = await staff.post('/admin/incidents/new', { ...fields, told, key, 'body/es': 'Otra cosa.' });
		expect([own.status, key === fields.key, await lastPublication(server)]).toEqual([303, false, before + 1]);
	});

	test('is told to whom it says, and the preview counts them', async () => {
		const check = async (notify: string) =>
			(await staff.send('/en/admin/incidents/new', { ...report, notify, step: 'check' })).text();
		expect(await check('nobody')).toContain('Nobody will be told: you chose so.');
		expect(await check('all')).toContain('There are no subscribers to be told.');
		const id1 = await opened();
		const page = await (await staff.get(`/en/admin/incidents/${id1}`)).text();
		const edit = drawnIn(page, 'edit');
		const edited = async (fields: Record<string, string>) =>
			(
				await staff.post(`/en/admin/incidents/${id1}`, {
					...edit,
					'body/es': report['body/es'],
					step: 'check',
					...fields,
				})
			).text();
		expect(await edited({ 'body/en': 'No campaigns.' })).toContain('Nobody will be told: only languages are added.');
		expect(await edited({ 'body/en': 'No campaigns.', notify: 'all' })).toContain('There are no subscribers');
		expect(await edited({ 'body/es': 'Otra cosa.' })).toContain('There are no subscribers');
		expect((await staff.send('/admin/incidents/new', { ...report, notify: 'friends', step: 'check' })).status).toBe(
			422,
		);
		const id = await opened({ notify: 'nobody' });
		await updated(id, { notify: 'all' });
		const entries = await withStores(server, ({ publications }) => publications.about(`incident/${id}`));
		expect(entries.map(({ data }) => JSON.parse(data).notify)).toEqual([false, 'all']);
	});

	test('names the partner that causes it, and what the agreement excludes then, before it is published', async () => {
		const form = await (await staff.get('/en/admin/incidents/new')).text();
		expect(form).toContain('With Instagram as the cause the case is excluded');
		const shown = async (fields: Record<string, string>) =>
			(await staff.send('/en/admin/incidents/new', { ...report, ...fields, step: 'check' })).text();
		const seen = await shown({ cause: 'instagram' });
		for (const words of ['Cause: <strong', 'The evidence is the outage of Instagram', '#2.2.6']) {
			expect(seen).toContain(words);
		}
		expect(await shown({ cause: 'own' })).not.toContain('is excluded');
	});

	test('whose partner is not known to have failed before shows no deadline that its page will not have, and names our own systems under it', async () => {
		const caused = { cause: 'whatsapp', 'components/whatsapp': 'major_outage', 'components/reports': 'partial_outage' };
		const looked = async (fields: Record<string, string>) => {
			const answer = await staff.send('/en/admin/incidents/new', { ...report, ...fields, step: 'check' });
			return (await answer.text()).split('id="check"')[1] ?? '';
		};
		const seen = await looked(caused);
		const due = 'estimated time to propose a solution';
		expect(seen).not.toContain(due);
		expect(seen).toContain('the case is excluded: no deadline applies');
		expect(seen).toMatch(/It counts for the whole incident: .*Campaigns.*Reports/);
		expect(seen).toContain('Reports is not known to rely on WhatsApp');
		expect(seen).not.toContain('There is none on record yet');
		const unseen = await looked({ ...caused, 'components/whatsapp': '' });
		expect(unseen).toContain('There is none on record yet: until there is, the deadline runs.');
		expect(unseen).toContain(due);
	});

	test('takes prepared words, with their blanks as fields', async () => {
		const chosen = { 'components/campaigns': 'partial_outage', template: 'partner-down' };
		const form = await (await staff.send('/admin/incidents/new', { ...chosen, step: 'write' })).text();
		expect(form).toContain('name="values/partner/es"');
		const filled = { ...chosen, 'values/partner/es': 'WhatsApp', 'values/effect/es': 'no salen campañas' };
		const seen = await (await staff.send('/admin/incidents/new', { ...filled, step: 'check' })).text();
		expect(seen).toContain('WhatsApp tiene una falla y por eso no salen campañas.');
		const missing = await staff.send('/admin/incidents/new', { ...chosen, step: 'check' });
		expect(missing.status).toBe(422);
	});

	test('from another site is refused, and nothing is published', async () => {
		const before = await lastPublication(server);
		for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
			const answer = await staff.post(
				'/admin/incidents/new',
				{ ...report, step: 'publish', key: 'forged' },
				{ origin },
			);
			expect(answer.status).toBe(403);
		}
		expect(await lastPublication(server)).toBe(before);
	});

	test.each([
		['nothing at all', { 'components/campaigns': '', 'body/es': '' }, ['Falta escribir algo aquí.']],
		['a text of a megabyte', { 'body/es': 'ñ'.repeat(1024 * 1024) }, ['Como máximo 20000 caracteres.', 'ñññññ']],
		['HTML', { 'body/es': '<script>alert(1)</script>' }, ['&lt;script&gt;alert(1)', 'el HTML no se muestra']],
		['a text and no system', { 'components/campaigns': '' }, ['Elige al menos un sistema.']],
		['a component of nobody', { 'components/nowhere': 'major_outage' }, ['nowhere']],
		[
			'an instant that nobody can read',
			{ started_at: 'other', 'started_at/other': 'ayer' },
			['No se entiende esta fecha'],
		],
		['an instant to come', { started_at: '600' }, ['corregir']],
	])('with %s is refused where it is wrong, and all of it is kept', async (_, fields, expected) => {
		const before = await lastPublication(server);
		const answer = await staff.send('/admin/incidents/new', { ...report, ...fields, step: 'publish' });
		expect([answer.status, await lastPublication(server)]).toEqual([422, before]);
		const page = await answer.text();
		for (const words of [...expected, 'No se publicó nada.']) expect(page).toContain(words);
		expect(page).not.toContain('<script>alert');
	});

	test('too large for any form is refused', async () => {
		const answer = await staff.post('/admin/incidents/new', { ...report, 'body/es': 'a'.repeat(11 * 1024 * 1024) });
		expect(answer.status).toBe(413);
	});
});

describe('an incident', () => {
	test('gets updates, a solution, a correction, a resolution, a postmortem and a new life', async () => {
		const id = await opened();
		const path = `/admin/incidents/${id}`;
		const steps: [string, Record<string, string>][] = [
			['update', { status: 'identified', 'body/es': 'Encontramos la causa.', 'components/campaigns': 'major_outage' }],
			['delay', { 'body/es': 'Falta una pieza.', estimate: '2031-01-01T10:00' }],
			['solution', { 'body/es': 'Mientras tanto, por la API.' }],
			['correction', { criticality: 'urgent', 'reason/es': 'Afecta a todos.' }],
			['update', { status: 'resolved', 'body/es': 'Funciona.' }],
			['update', { status: 'postmortem', 'body/es': 'Fue el disco.' }],
			['reopening', { 'body/es': 'Volvió.' }],
			['retraction', { 'reason/es': 'Era una prueba.' }],
		];
		for (const [act, fields] of steps) {
			const answer = await staff.send(path, { ...fields, step: 'publish' }, act);
			expect([act, answer.status, answer.headers.get('location')?.split('=')[0]]).toEqual([act, 303, `${path}?done`]);
		}
		expect(await (await staff.get('/admin/incidents')).text()).toContain(path);
		const actions = await withStores(server, ({ publications }) => publications.about(`incident/${id}`));
		const verbs = 'opened updated delayed solution_proposed amended updated updated reopened retracted'.split(' ');
		expect(actions.map(({ action }) => action).filter((one) => one !== 'promise.judged')).toEqual(
			verbs.map((verb) => `incident.${verb}`),
		);
	});

	test('is shown before each second tap: whom it is told, in which language it lacks, and which headline follows', async () => {
		const id = await opened();
		const path = `/en/admin/incidents/${id}`;
		const before = await lastPublication(server);
		const seen = await (
			await staff.send(path, { status: 'resolved', 'body/es': 'Ya funciona.', step: 'check' }, 'update')
		).text();
		for (const words of ['What customers will see', 'Only in Spanish so far', 'Yes, publish', 'The headline']) {
			expect(seen).toContain(words);
		}
		const quiet = { 'reason/es': 'Era una prueba.', notify: 'nobody', step: 'check' };
		expect(await (await staff.send(path, quiet, 'retraction')).text()).toContain('Nobody will be told: you chose so.');
		expect(await lastPublication(server)).toBe(before);
		const now = await (await staff.get('/en/admin')).text();
		expect(now).toContain('missing in Brazilian Portuguese and English');
	});

	test('says before each second tap what becomes of its systems and of its deadline', async () => {
		const id = await opened({ 'components/campaigns': '', 'components/reports': 'partial_outage' });
		const looked = async (about: string, fields: Record<string, string>, act: string) => {
			const page = await (await staff.send(`/en/admin/incidents/${about}`, { ...fields, step: 'check' }, act)).text();
			const effects = /<ul class="effects">.*?<\/ul>/s.exec(page)?.[0] ?? page;
			return effects.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
		};
		const resolved = { status: 'resolved', 'body/es': 'Ya funciona.' };
		expect(await looked(id, resolved, 'update')).toMatch(
			/Reports: Partly down → Working.*: the deadline \(.+\) counts as kept, with .+ of office time to spare\./,
		);
		const solution = { status: 'identified', 'body/es': 'Envíen por otra vía.' };
		expect(await looked(id, solution, 'solution')).toMatch(/counts as kept, with .+ to spare/);
		const gone = await looked(id, { 'reason/es': 'Era una prueba.' }, 'retraction');
		expect(gone).toMatch(/this commitment counts no more \(so far: .+\)/);
		expect(gone).toMatch(/It stays readable at its address/);
	});

	test('names a monitor that says it fails still, before somebody says that it works', async () => {
		const id = await opened({ 'components/campaigns': '', 'components/templates': 'partial_outage' });
		const monitors = new Client(server, await server.token('samples'));
		const now = Date.now();
		const samples = [3, 2, 1].map((minutes) => ({ at: new Date(now - minutes * MINUTE).toISOString(), ok: false }));
		expect((await monitors.post('/components/templates/samples', { samples })).status).toBe(200);
		const resolved = { status: 'resolved', 'body/es': 'Ya funciona.', step: 'check' };
		const page = await (await staff.send(`/en/admin/incidents/${id}`, resolved, 'update')).text();
		expect(page).toMatch(/It still fails, says the monitor “[\w-]+”: [a-z ]+\. It began/);
	});

	test('is reopened, and gets a solution, with the status that somebody chooses', async () => {
		const id = await opened();
		await updated(id, { status: 'identified', next_update_at: '60' });
		const path = `/admin/incidents/${id}`;
		const page = await (await staff.get(path)).text();
		const chips = /id="solution-status".*?<\/fieldset>/s.exec(page)?.[0] ?? '';
		expect(chips).toMatch(/value="identified" checked/);
		expect(page).toContain('como se anunció');
		await updated(id, { status: 'resolved', next_update_at: '30' });
		const [, reopening = ''] = (await (await staff.get(path)).text()).split('id="reopening-components"');
		const [, slug = '', status = ''] = /name="components\/(\w+)".*?value="(\w+)" selected/s.exec(reopening) ?? [];
		const chosen = { [`components/${slug}`]: status };
		await staff.send(
			path,
			{ status: 'identified', 'body/es': 'Volvió.', next_update_at: '15', ...chosen, step: 'publish' },
			'reopening',
		);
		const incident = await withStores(server, ({ incidents }) => incidents.find(id));
		expect([incident?.status, incident?.nextUpdateAt !== null]).toEqual(['identified', true]);
		expect(incident?.changes.at(-1)).toMatchObject({ component: 'campaigns', status: 'partial_outage' });
	});

	test('shows what somebody wrote as it will be read, and publishes nothing of it', async () => {
		const id = await opened();
		await updated(id, { status: 'resolved' });
		const before = await lastPublication(server);
		const path = `/en/admin/incidents/${id}`;
		const written = { 'body/es': '# Qué pasó\n\nFue **el disco**.', step: 'check', key: 'looked-at' };
		const seen = await staff.send(path, written, 'postmortem');
		const page = await seen.text();
		expect([seen.status, page.includes('<strong>el disco</strong>')]).toEqual([200, true]);
		expect(page).toContain('name="key" value="looked-at"');
		const refused = await staff.send(path, { ...written, 'body/es': '<b>disco</b>' }, 'postmortem');
		expect([refused.status, await lastPublication(server)]).toEqual([422, before]);
	});

	test('shows each text before it is published, though the card goes on to show another', async () => {
		const id = await opened();
		const first = (await withStores(server, ({ incidents }) => incidents.find(id)))?.updates[0]?.id ?? '';
		await updated(id, {});
		const looked = async (fields: Record<string, string>) => {
			const answer = await staff.send(`/admin/incidents/${id}`, { ...fields, step: 'check' }, fields.act);
			return (await answer.text()).split('id="check"')[1]?.split('</form>')[0] ?? '';
		};
		const edited = await looked({ act: 'edit', update: first, 'body/es': 'Desde las nueve no salen.' });
		expect(edited).toContain('<p>Desde las nueve no salen.</p>');
		const again = await looked({ act: 'edit', update: first, 'body/es': 'Encontramos la causa.' });
		expect(again.split('<p>Encontramos la causa.</p>').length - 1).toBe(2);
	});

	test('offers no delay and no reason where no deadline applies, and keeps the text of who sends one', async () => {
		const id = await opened({ cause: 'whatsapp', 'components/whatsapp': 'major_outage' });
		const path = `/admin/incidents/${id}`;
		const page = await (await staff.get(path)).text();
		expect([page.includes('id="delay"'), page.includes('id="justification"'), page.includes('id="solution"')]).toEqual([
			...[false, false, true],
		]);
		const late = { act: 'delay', 'body/es': 'Falta una pieza.', estimate: '2031-01-01T10:00', step: 'publish' };
		const answer = await staff.post(path, { ...drawnIn(page, 'solution'), ...late });
		const shown = await answer.text();
		expect([answer.status, shown.includes('ya no hay atraso que avisar'), shown.includes('Falta una pieza.')]).toEqual([
			...[409, true, true],
		]);
	});

	test('that nobody changes stays as it is, and says so', async () => {
		const id = await opened();
		const incident = await withStores(server, ({ incidents }) => incidents.find(id));
		const title = Object.fromEntries(
			Object.entries(incident?.title ?? {}).map(([one, text]) => [`title/${one}`, text]),
		);
		const before = await lastPublication(server);
		const answer = await staff.send(`/admin/incidents/${id}`, { ...title, step: 'publish' }, 'correction');
		expect([answer.status, await lastPublication(server)]).toEqual([422, before]);
		expect(await answer.text()).toContain('No cambiaste nada.');
	});

	test('has its texts corrected, and what they said stays', async () => {
		const id = await opened();
		const [first] = (await withStores(server, ({ incidents }) => incidents.find(id)))?.updates ?? [];
		const answer = await staff.send(
			`/admin/incidents/${id}`,
			{ 'body/es': 'Las campañas salen tarde.', step: 'publish' },
			first?.id,
		);
		expect(answer.status).toBe(303);
		const [edited] = (await withStores(server, ({ incidents }) => incidents.find(id)))?.updates ?? [];
		expect([edited?.body.es, edited?.edits?.[0]?.body.es]).toEqual(['Las campañas salen tarde.', report['body/es']]);
	});

	test('that somebody else has changed shows what they said, above what was written', async () => {
		const id = await opened();
		const page = await (await staff.get(`/admin/incidents/${id}`)).text();
		const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
		await updated(id, { 'body/es': 'Lo dijo otra persona.' });
		const mine = { act: 'update', status: 'monitoring', 'body/es': 'Lo digo yo.', step: 'publish' };
		const stale = { ...mine, key: value('key'), seen: value('seen'), drawn: value('drawn') };
		const answer = await staff.post(`/admin/incidents/${id}`, stale);
		const shown = await answer.text();
		expect(answer.status).toBe(412);
		expect(shown.indexOf('Lo dijo otra persona.')).toBeLessThan(shown.indexOf('Lo digo yo.'));
		expect(shown.indexOf('Lo dijo otra persona.')).toBeGreaterThan(0);
	});

	test('that somebody else has changed follows them in all that whoever writes did not touch', async () => {
		const id = await opened();
		const path = `/admin/incidents/${id}`;
		const page = async () => (await staff.get(path)).text();
		const sentAgain = async (began: string, act: string, mine: Record<string, string>) => {
			const late = await staff.post(path, { ...drawnIn(began, act), ...mine, step: 'publish' });
			expect([act, late.status]).toEqual([act, 412]);
			const shown = await late.text();
			expect(shown).toMatch(/class="note changed">.*(Título corregido|Resuelto)/s);
			const answer = await staff.post(path, { ...mine, ...drawnIn(shown, act), step: 'publish' });
			expect([act, answer.status]).toEqual([act, 303]);
			return withStores(server, ({ incidents }) => incidents.find(id));
		};
		const first = await page();
		const why = { 'reason/es': 'Era otra cosa.' };
		const titles = { 'title/es': 'Nada sale', 'title/en': 'Nothing is sent' };
		const theirs = { ...drawnIn(first, 'correction'), ...titles, ...why, key: 'theirs' };
		expect((await staff.post(path, { ...theirs, step: 'publish' })).status).toBe(303);
		const corrected = await sentAgain(first, 'correction', { 'title/es': 'Salen tarde', ...why });
		expect(corrected?.title).toMatchObject({ es: 'Salen tarde', en: 'Nothing is sent' });

		await updated(id, { status: 'resolved' });
		const over = await page();
		const again = { 'body/es': 'Volvió.', 'components/campaigns': 'major_outage', key: 'again', step: 'publish' };
		await staff.post(path, { ...drawnIn(over, 'reopening'), ...again });
		await updated(id, { status: 'resolved' });
		const reopened = await sentAgain(over, 'reopening', { 'body/es': 'Volvió otra vez.' });
		expect(reopened?.changes.at(-1)).toMatchObject({ component: 'campaigns', status: 'major_outage' });
	});
});

describe('maintenance', () => {
	const plan = {
		'title/es': 'Cambio de disco',
		'body/es': 'No habrá reportes.',
		component: 'reports',
		planned_start: '2031-03-04T10:00',
		planned_end: '2031-03-04T11:00',
		automatic: 'false',
	};

	test('is planned by a second tap, which comes after what the agreement says of its hours', async () => {
		const seen = await staff.send('/admin/maintenance/new', { ...plan, step: 'check' });
		expect(await seen.text()).toContain('Los clientes verán que está fuera de ese horario. Que el texto diga por qué.');
		const answer = await staff.send('/admin/maintenance/new', { ...plan, step: 'publish' });
		const path = answer.headers.get('location')?.split('?')[0] ?? '';
		expect(path).toMatch(/^\/admin\/maintenance\/\w{12}$/);
		const steps: [string, Record<string, string>][] = [
			['correction', { planned_end: '2031-03-04T12:00', 'reason/es': 'Hacen falta dos horas.' }],
			['in_progress', { 'body/es': 'Empezamos.' }],
			['note', { 'body/es': 'Vamos bien.' }],
			['completed', { 'body/es': 'Listo.' }],
			['reopening', { 'body/es': 'Falta algo.' }],
			['retraction', { 'reason/es': 'Era una prueba.' }],
		];
		for (const [step, fields] of steps) {
			const looked = await (await staff.send(path, { ...fields, step: 'check' }, step)).text();
			expect([step, looked.includes('fuera de ese horario')]).toEqual([step, step === 'correction']);
			expect([step, looked.includes('Que el texto diga por qué')]).toEqual([step, false]);
			const done = await staff.send(path, { ...fields, step: 'publish' }, step);
			expect([step, done.status]).toEqual([step, 303]);
		}
		expect(await (await staff.get(`${path}?done`)).text()).toContain('entrada');
	});

	const weekly = { ...plan, rrule: 'FREQ=WEEKLY' };

	test('that comes again is planned for all of its dates, which its second tap names, and its receipt is the series', async () => {
		const seen = await (await staff.send('/admin/maintenance/new', { ...weekly, step: 'check' })).text();
		expect(seen).toContain('Se repite cada semana. Se anuncian 12 fechas ahora. No tiene fin');
		expect(seen).toContain('Del anuncio de un mantenimiento que se repite no se avisa');
		const answer = await staff.send('/admin/maintenance/new', { ...weekly, step: 'publish' });
		expect(answer.status).toBe(303);
		const done = answer.headers.get('location') ?? '';
		expect(done).toMatch(/^\/admin\/maintenance-series\/\w{12}\?done=/);
		expect(await (await staff.get(done)).text()).toContain('entrada');
		expect(await (await staff.get('/admin/maintenance')).text()).toContain('Cambio de disco');
		const series = /series\/(\w+)/.exec(done)?.[1];
		const dates = await withStores(server, ({ maintenances }) => maintenances.pending());
		const now = await (await staff.get('/admin')).text();
		const own = dates.filter(
			({ id, seriesId }) => seriesId === series && now.includes(`data-need="translation/${id}"`),
		);
		expect(own.map(({ planned }) => planned.start)).toEqual([Date.parse('2031-03-04T10:00-03:00')]);
		// Once that date has all languages, the next one that lacks some stands for the rest.
		const [first] = own;
		const body = { es: 'No habrá reportes.', 'pt-BR': 'Sem relatórios.', en: 'No reports.' };
		const admin = new Client(server, await server.token('status'));
		const path = `/maintenances/${first?.id}/updates/${first?.updates[0]?.id}`;
		expect((await admin.patch(path, { body })).status).toBe(200);
		expect(await (await staff.get('/admin')).text()).toContain('El título «Cambio de disco» todavía no está en');
		const screen = `/admin/maintenance/${first?.id}`;
		const correction = drawnIn(await (await staff.get(screen)).text(), 'correction', 'turn');
		const titled = { ...correction, 'title/pt-BR': 'Troca de disco', 'title/en': 'Change of a disk' };
		const checked = await (await staff.send(screen, { ...titled, step: 'check' })).text();
		expect(checked).toContain('No se avisará a nadie: solo se agregan idiomas.');
		expect((await staff.send(screen, { ...titled, step: 'publish' })).status).toBe(303);
		const after = await (await staff.get('/admin')).text();
		const left = dates.filter(
			({ id, seriesId }) => seriesId === series && after.includes(`data-need="translation/${id}"`),
		);
		expect(left.map(({ planned }) => planned.start)).toEqual([Date.parse('2031-03-11T10:00-03:00')]);
	});

	test('that comes again says on which dates it does not, and ends where somebody says so', async () => {
		const few = { ...weekly, until: '2031-03-18', exceptions: '2031-03-11', step: 'check' };
		const seen = await (await staff.send('/admin/maintenance/new', few)).text();
		expect(seen).toContain(
			'Se anuncian 2 fechas ahora. Con ellas termina: no hay más. No se hace el martes, 11 de marzo',
		);
		const wrong = await staff.send('/admin/maintenance/new', { ...few, until: '2031-13-18' });
		expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('id="rrule-flaw"')]);
		const untold = await (await staff.send('/admin/maintenance/new', { ...few, rrule: '', exceptions: '' })).text();
		expect([untold.includes('Elige cada cuánto se repite'), untold.includes('FREQ:')]).toEqual([true, false]);
		const other = await staff.send('/admin/maintenance/new', { ...few, exceptions: '2031-03-12' });
		expect([other.status, await other.text()]).toEqual([
			422,
			expect.stringContaining('2031-03-12 no es una de sus fechas'),
		]);
		const last = {
			rrule: 'FREQ=MONTHLY',
			planned_start: '2031-01-31T23:00',
			planned_end: '2031-02-01T01:00',
			step: 'check',
		};
		const rare = await (await staff.send('/admin/maintenance/new', { ...plan, ...last })).text();
		expect(rare).toContain('Se repite cada mes. Los meses sin día 31 se saltan.');
		const monthEnd = { ...plan, ...last, rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1' };
		expect(await (await staff.send('/admin/maintenance/new', monthEnd)).text()).toMatch(
			/Se repite el último día de cada mes\. Se anuncian 12 fechas.*28 feb 2031/s,
		);
		const once = await staff.send('/admin/maintenance/new', { ...few, rrule: '', until: '' });
		expect([once.status, await once.text()]).toEqual([422, expect.stringContaining('id="exceptions-flaw"')]);
	});

	test('that comes again is ended from the console, by a second tap that names the dates it cancels', async () => {
		const few = { ...weekly, 'title/es': 'Que termina', until: '2031-03-18', step: 'publish' };
		const path = (await staff.send('/admin/maintenance/new', few)).headers.get('location')?.split('?')[0] ?? '';
		const page = await (await staff.get(path)).text();
		const dates = [...page.matchAll(/href="(\/admin\/maintenance\/\w{12})"/g)].map(([, href]) => href ?? '');
		expect(dates).toHaveLength(3);
		const [first = ''] = dates;
		const date = await (await staff.get(first)).text();
		for (const words of ['Se repite cada semana.', path, 'las demás quedan como están']) expect(date).toContain(words);
		const stale = { seen: 'x', step: 'check' };
		expect((await staff.send(path, stale)).status).toBe(412);
		const looked = await (await staff.send(path, { step: 'check' })).text();
		for (const words of ['Se cancelan 3 fechas', 'ya no se repetirá', 'Sí, cancelar 3 fechas']) {
			expect(looked).toContain(words);
		}
		expect(await (await fetch(server.url + first.replace('/admin', ''))).text()).not.toContain('ya no se repetirá');
		const ended = await staff.send(path, { step: 'publish' });
		expect(ended.headers.get('location')).toContain(`${path}?done=`);
		expect(await (await staff.get(path)).text()).toContain('Dejó de repetirse');
		expect(await (await fetch(server.url + first.replace('/admin', ''))).text()).toContain('ya no se repetirá');
	});

	test('shows what was written, whatever a colleague or the clock did meanwhile', async () => {
		const admin = new Client(server, await server.token('status'));
		const planned = async (fields: object = {}) => {
			const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
			const work = { title: 'Disco', body: 'x', components: ['reports'], planned_start: at(-5), planned_end: at(60) };
			const made = await admin.post<{ id: string }>('/maintenances', { ...work, automatic: false, ...fields });
			return made.body.id;
		};
		const posted = (id: string, status: string) =>
			admin.post(`/maintenances/${id}/updates`, { status, body: 'De una colega.' });
		const retracted = (id: string) => admin.post(`/maintenances/${id}/retraction`, { reason: 'Nunca debió estar.' });
		const ways: [turn: string, first: string[], then: (id: string) => Promise<unknown>][] = [
			['in_progress', [], (id) => posted(id, 'cancelled')],
			['cancelled', [], (id) => posted(id, 'in_progress')],
			['verifying', ['in_progress'], (id) => posted(id, 'completed')],
			['completed', ['in_progress'], (id) => posted(id, 'completed')],
			['correction', [], (id) => posted(id, 'cancelled')],
			['reopening', ['in_progress', 'completed'], retracted],
			['note', [], retracted],
			['retraction', [], retracted],
		];
		for (const [turn, first, then] of ways) {
			const id = await planned();
			for (const status of first) await posted(id, status);
			const form = drawnIn(await (await staff.get(`/admin/maintenance/${id}`)).text(), turn, 'turn');
			await then(id);
			const words = { 'body/es': 'Lo que escribí yo.', 'reason/es': 'Lo que escribí yo.' };
			const later = { planned_end: '2031-03-04T12:00', step: 'check' };
			const answer = await staff.post(`/admin/maintenance/${id}`, { ...form, ...words, ...later });
			const page = await answer.text();
			expect([turn, answer.status, page.includes('Lo que escribí yo.</textarea>')]).toEqual([turn, 412, true]);
			expect([turn, page.includes('alguien publicó esto') || page.includes('Nunca debió estar.')]).toEqual([
				turn,
				true,
			]);
		}
		const id = await planned();
		const drawn = await (await staff.get(`/admin/maintenance/${id}`)).text();
		const update = /name="update" value="(\w+)"/.exec(drawn)?.[1] ?? '';
		const edit = drawnIn(drawn, update, 'update');
		await admin.patch(`/maintenances/${id}`, { automatic: true });
		await vi.waitFor(async () =>
			expect(await (await staff.get(`/admin/maintenance/${id}`)).text()).toContain('En curso'),
		);
		const form = { ...drawnIn(drawn, 'cancelled', 'turn'), 'body/es': 'Hoy no.', step: 'check' };
		const page = await (await staff.post(`/admin/maintenance/${id}`, form)).text();
		for (const words of ['Hoy no.</textarea>', 'el trabajo empezó solo']) expect(page).toContain(words);
		for (const words of ['alguien publicó', 'Alguien lo cambió']) expect(page).not.toContain(words);
		await retracted(id);
		const late = await staff.post(`/admin/maintenance/${id}`, { ...edit, 'body/es': 'Otro texto.', step: 'check' });
		expect(await late.text()).toContain('Otro texto.</textarea>');
	});

	test('that is over says when it was done, to customers and in the console', async () => {
		const admin = new Client(server, await server.token('status'));
		const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();
		const work = { title: 'Disco', body: 'x', components: ['reports'], planned_start: at(-60), planned_end: at(35) };
		const { id } = (await admin.post<{ id: string }>('/maintenances', { ...work, automatic: false })).body;
		const [began, ended] = [at(-30), at(-13)];
		await admin.post(`/maintenances/${id}/updates`, { status: 'in_progress', body: 'x', happened_at: began });
		await admin.post(`/maintenances/${id}/updates`, { status: 'completed', body: 'x', happened_at: ended });
		const lead = (await (await fetch(`${server.url}/maintenance/${id}`)).text())
			.split('class="lead"')[1]
			?.split('</p>')[0];
		expect([/\(17\s*min/.test(lead ?? ''), lead?.includes(began)]).toEqual([true, true]);
		const facts = (await (await staff.get(`/admin/maintenance/${id}`)).text())
			.split('class="facts"')[1]
			?.split('</p>')[0];
		expect([facts?.includes(began), facts?.includes(ended), facts?.includes(work.planned_end)]).toEqual([
			true,
			true,
			false,
		]);
	});

	test('stands in its month beside the agreed hours, from which a day is planned', async () => {
		const month = await (await staff.get('/admin/maintenance?month=2031-04')).text();
		const works = month.match(/class="work"/g);
		// Five Tuesdays of April, and the key.
		expect(works).toHaveLength(1 + 5);
		expect(month).toContain('abril de 2031');
		const planOn = /href="([^"]+from=2031-04-02T[^"]+)"/.exec(month)?.[1] ?? '';
		expect(await (await staff.get(planOn)).text()).toMatch(/name="planned_start" value="2031-04-02T23:00"/);
		expect((await staff.get('/admin/maintenance?month=2031-13')).status).toBe(200);
	});

	test('is said to be outside the agreed hours while it is typed', async () => {
		const said = async (start: string, end: string) => {
			const answer = await staff.get(`/admin/maintenance/window?planned_start=${start}&planned_end=${end}`);
			return answer.text();
		};
		expect(await said('2031-03-04T10:00', '2031-03-04T11:00')).toContain('Que el texto diga por qué');
		expect(await said('2031-03-04T01:00', '2031-03-04T02:00')).toBe('');
		expect(await said('2031-03-04T01:00', '')).toBe('');
		expect(await said('2031-03-04T01:00', '2031-03-04T00:00')).toBe('');
	});

	test('that comes again is refused at its last day where that is before the first date', async () => {
		const fields = { 'title/es': 'Disco', 'body/es': 'x', component: 'api', rrule: 'FREQ=WEEKLY', until: '2030-01-01' };
		const window = { planned_start: '2030-02-01T03:00', planned_end: '2030-02-01T04:00' };
		const answer = await staff.send('/en/admin/maintenance/new', { ...fields, ...window, step: 'check' });
		expect([answer.status, await answer.text()]).toEqual([
			422,
			expect.stringMatching(/<a href="#until">Last day<\/a>: <span>The last day is before the first date\./),
		]);
	});

	test('that ends before it starts is refused at its field', async () => {
		const fields = { ...plan, planned_end: '2031-03-04T09:00', step: 'check' };
		expect((await staff.send('/admin/maintenance/new', fields)).status).toBe(422);
	});
});

test('a proposal is put aside with a reason only, and whoever is too late is told so', async () => {
	const monitors = new Client(server, await server.token('samples'));
	const at = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();
	const samples = (ok: boolean) => [3, 2, 1].map((minutes) => ({ at: at(minutes), ok }));
	await monitors.post('/components/sign-in/samples', { samples: samples(false) });
	const page = await (await staff.get('/en/admin')).text();
	expect(page).toContain('The monitor “external” began to fail');
	const proposal = /name="proposal" value="(\w+)"/.exec(page)?.[1] ?? '';
	const dismissed = (key: string, reason: string) => staff.post('/en/admin', { key, proposal, 'reason/en': reason });
	const empty = await dismissed('no-reason', '  ');
	expect([empty.status, (await empty.text()).includes(`id="${proposal}-flaw"`)]).toEqual([422, true]);
	const done = await dismissed('with-reason', 'We try something');
	expect([done.status, done.headers.get('location')]).toEqual([303, '/en/admin?done=with-reason']);
	const gone = { key: 'too-late', proposal: 'k3j9x0c2m1aa', 'reason/en': 'We try something' };
	const late = await staff.post('/en/admin', gone);
	expect([late.status, await late.text()]).toEqual([404, expect.stringContaining('It is not there any more.')]);
	const otherwise = await dismissed('with-reason', 'Another reason');
	expect(otherwise.status).toBe(422);
});

test('what needs somebody leads to its form, which is open, and where they stand', async () => {
	const id = await opened();
	const page = await (await staff.get(`/en/admin/incidents/${id}?open=delay`)).text();
	expect(page).toContain('To be reminded by mail needs a mail server');
	expect(page).toMatch(/<details id="delay" open>\s*<summary autofocus>/);
	expect(page.match(/<summary autofocus>/g)?.length).toBe(1);
	const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, one]) => one);
	expect(ids.filter((one, index) => ids.indexOf(one) !== index)).toEqual([]);
});

describe('a post that is to wait', () => {
	const later = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16);

	test('is looked at, kept, shown among what waits, and cancelled; nothing of it is public', async () => {
		const seen = await (
			await staff.send('/en/admin/incidents/new', { ...report, publish_at: later, step: 'check' })
		).text();
		expect(seen).toContain('Until then nobody sees it');
		const kept = await staff.send('/en/admin/incidents/new', { ...report, publish_at: later, step: 'publish' });
		const path = kept.headers.get('location')?.split('?')[0] ?? '';
		expect(path).toMatch(/^\/en\/admin\/waiting\/\w{12}$/);
		const now = await (await staff.get('/en/admin')).text();
		expect([now.includes('New incident'), now.includes(staff.email)]).toEqual([true, true]);
		expect(await (await staff.get(path)).text()).toContain('Campaigns: partly down');
		expect((await (await Visitor.as(server, 'legal')).get(path)).status).toBe(404);
		const id = path.split('/').at(-1) ?? '';
		for (const open of ['/', '/history', '/history.atom', `/incidents/${id}`, `/log`]) {
			expect(await (await fetch(server.url + open)).text(), open).not.toContain(id);
		}
		const cancelled = await staff.send(path, { step: 'cancel' });
		expect([cancelled.status, (await cancelled.text()).includes('Las campañas no salen.')]).toEqual([200, true]);
		const after = await (await staff.get(path)).text();
		expect(after).toMatch(/Cancelled by [^<]*: it will not be published\./);
		expect(after).not.toContain('Las campañas no salen.');
	});

	test('is said to fail by what is published about the same meanwhile, before and after, and keeps its text then', async () => {
		const id = await opened();
		const path = `/en/admin/incidents/${id}`;
		const waiting = { status: 'identified', 'body/es': 'Mañana seguimos.', publish_at: later };
		const kept = await staff.send(path, { ...waiting, step: 'publish' }, 'update');
		const screen = kept.headers.get('location')?.split('?')[0] ?? '';
		expect(await (await staff.get(path)).text()).not.toContain('has to be written again');
		const now = { status: 'monitoring', 'body/es': 'Ya lo vimos.' };
		const seen = await (await staff.send(path, { ...now, step: 'check' }, 'update')).text();
		expect(seen).toMatch(new RegExp(`will not be published any more:.*${screen}"`, 's'));
		expect((await staff.send(path, { ...now, step: 'publish' }, 'update')).status).toBe(303);
		expect(await (await staff.get(path)).text()).toContain('has to be written again');
		expect(await (await staff.get(screen)).text()).toContain('<p>Mañana seguimos.</p>');
	});

	/** What was kept. @returns its screen, and its id */
	const held = async (path: string, fields: Record<string, string>, act?: string) => {
		const kept = await staff.send(path, { ...fields, publish_at: later, step: 'publish' }, act);
		const screen = kept.headers.get('location')?.split('?')[0] ?? '';
		return { screen, id: screen.split('/').at(-1) ?? '' };
	};

	test('and was refused says why in words, by system, and is written again from what it said', async () => {
		const incident = await opened();
		const said = { status: 'monitoring', 'body/es': 'Sigue a medias.', 'components/campaigns': 'partial_outage' };
		const { screen, id } = await held(`/admin/incidents/${incident}`, said, 'update');
		expect(await (await staff.get(screen)).text()).not.toContain('Escribirlo de nuevo');
		const flaws = [{ pointer: '/components/campaigns', detail: '"campaigns" is no longer part of this site' }];
		const refusal = { code: 'invalid', detail: 'A component is not known', flaws };
		await withStores(server, (stores) => stores.waitingPosts.refuse(id, refusal, { by: machine }, Date.now()));
		const page = await (await staff.get(screen)).text();
		for (const words of ['Campañas', 'Ya no es parte de este sitio.', 'Falla parcial', 'Sigue a medias.']) {
			expect(page).toContain(words);
		}
		expect([page.includes('not known'), page.includes(`href="/admin/incidents/${incident}"`)]).toEqual([false, true]);
		const again = page.split('<form ').find((form) => form.includes('value="write"')) ?? '';
		const fields = [...again.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
		const form = await (await staff.post(`/admin/incidents/${incident}`, Object.fromEntries(fields))).text();
		expect(form).toContain('Sigue a medias.</textarea>');
		expect(drawnIn(form, 'update')).toMatchObject({ 'components/campaigns': 'partial_outage', status: 'monitoring' });
		const cancelled = await staff.send(screen, { step: 'cancel' });
		expect(cancelled.status).toBe(200);
		const twice = await (await staff.post(screen, { key: newKey(), step: 'cancel' })).text();
		expect([twice.includes('Lo que escribiste'), twice.includes('No cambió nada.')]).toEqual([false, true]);
	});

	test('and cannot be read any more still has a screen, on which it is cancelled', async () => {
		const { screen, id } = await held('/admin/incidents/new', report);
		const spoilt = { input: '{"title":', kind: 'incident.open' };
		const engine = await openExistingEngine(server.databaseUrl, 'writing');
		await engine.write((tx) => tx.update(waitingPosts).set(spoilt).where(eq(waitingPosts.id, id)));
		await engine.close();
		const page = await staff.get(screen);
		expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Falla por un error del programa')]);
		expect((await staff.get('/admin')).status).toBe(200);
		await staff.send(screen, { step: 'cancel' });
		expect(await (await staff.get(screen)).text()).toContain('Lo canceló');
	});

	test('with an instant that has passed is refused at its field', async () => {
		const fields = { ...report, publish_at: '2020-01-01T08:00', step: 'check' };
		const answer = await staff.send('/admin/incidents/new', fields);
		expect(answer.status).toBe(422);
		expect(await answer.text()).toContain('<a href="#notify-publish_at">Cuándo se publica</a>');
	});
});

test('a status set by hand without a reason is shown before it is published, and so is giving it back', async () => {
	const shown = { component: 'api', act: 'set', status: 'operational', step: 'check' };
	const seen = await staff.send('/admin/components', shown, 'api');
	const page = await seen.text();
	expect([seen.status, page.includes('id="check"')]).toEqual([200, true]);
	expect(page).toContain('De una situación fijada a mano no se avisa a nadie');
	expect(page).not.toContain('queda pendiente');
	await staff.send('/admin/components', { ...shown, step: 'publish' }, 'api');
	const back = await staff.send('/admin/components', { component: 'api', act: 'back', step: 'check' }, 'api');
	expect([back.status, (await back.text()).includes('id="check"')]).toEqual([200, true]);
	await staff.send('/admin/components', { component: 'api', act: 'back', step: 'publish' }, 'api');
});

test('a status is set by hand, and given back', async () => {
	const set = { status: 'degraded_performance', 'reason/es': 'Lo vimos.', step: 'publish' };
	const status = async () => {
		const answer = await fetch(`${server.url}/api/v2/components.json`);
		const { components } = (await answer.json()) as { components: { name: string; status: string }[] };
		return components.find(({ name }) => name === 'API')?.status;
	};
	expect((await staff.send('/admin/components', set, 'api')).status).toBe(303);
	expect(await status()).toBe('degraded_performance');
	expect((await staff.send('/admin/components', { step: 'publish' }, 'back')).status).toBe(303);
	expect(await status()).not.toBe('degraded_performance');
});

describe('whoever keeps the agreements', () => {
	const path = '/admin/sla/blip-go/new';

	/** The fields of a form, as they stand, but for the terms, which the hidden front matter says as well. */
	function fieldsIn(page: string): Record<string, string> {
		const [form = ''] = page.match(/<form [^>]*data-revising.*?<\/form>/s) ?? [];
		const plain = (text: string) =>
			text.replace(/&(#34|quot|#39|lt|gt|amp);/g, (_, name: string) => {
				return (
					({ '#34': '"', quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' } as Record<string, string>)[name] ?? ''
				);
			});
		const inputs = [...form.matchAll(/<input (?:type="hidden"|id="title-[^"]+") name="([^"]+)" value(?:="([^"]*)")?/g)];
		const texts = [...form.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>(.*?)<\/textarea>/gs)];
		const all = [...inputs, ...texts].filter(([, name = '']) => !name.startsWith('term/'));
		const fields = Object.fromEntries(all.map(([, name, value]) => [name, plain(value ?? '')]));
		// A clause with its number, which whoever writes it may give, too.
		return Object.fromEntries(
			Object.entries(fields).flatMap(([name, value]) => {
				if (name.startsWith('mark/')) return [];
				return [[name, name.startsWith('clause/') ? (fields[name.replace('clause/', 'mark/')] ?? '') + value : value]];
			}),
		);
	}

	const fieldsOf = async (visitor: Visitor, from = path) => fieldsIn(await (await visitor.get(from)).text());
	const edited = (fields: Record<string, string>, edit: (name: string, value: string) => string) =>
		Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, edit(name, value)]));
	/** Says in every language what changes. */
	const summed = (summary: string, edit: (value: string) => string) => (name: string, value: string) =>
		name.startsWith('summary/') ? summary : edit(value);
	/** Looks at what changes, as somebody does before they publish. */
	const lookedAt = async (visitor: Visitor, fields: Record<string, string>) => {
		const page = await (await visitor.post(path, { ...fields, step: 'look' })).text();
		return { page, fields: fieldsIn(page) };
	};
	const toConfirm = (page: string) =>
		[...page.matchAll(/name="confirmed" value="([^"]+)"( checked)?/g)].map(
			([, value = '', ticked = '']) => value + ticked,
		);

	test('publishes the next revision from the text in force: one form, and gets a receipt', async () => {
		const legal = await Visitor.as(server, 'legal');
		const changed = edited(
			await fieldsOf(legal),
			summed('Otra frase: "en una".', (value) => value.replace(/^(\*\*4\.2\.\*\*.*)$/m, '$1 Firefox.')),
		);
		const unseen = await legal.post(path, { ...changed, step: 'publish' });
		expect([unseen.status, (await unseen.text()).includes('No se publicó nada: lee qué cambia')]).toEqual([412, true]);
		const { page, fields } = await lookedAt(legal, changed);
		expect([page.includes('español: 1 cláusula'), page.includes('Así no se puede publicar')]).toEqual([true, false]);
		expect(toConfirm(page)).toEqual([]);
		const later = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16);
		const kept = await legal.post(path, { ...fields, step: 'publish', publish_at: later, key: 'for-later' });
		const waiting = kept.headers.get('location')?.split('?')[0] ?? '';
		expect(waiting).toMatch(/^\/admin\/waiting\/\w{12}$/);
		const screen = await (await legal.get(waiting)).text();
		expect([screen.includes('Firefox.'), screen.includes('No publicarlo')]).toEqual([true, true]);
		// What it said is shown once more, and kept nowhere.
		expect((await legal.send(waiting, { step: 'cancel' })).status).toBe(200);
		const before = await lastPublication(server);
		// The first tap publishes nothing: it shows what customers will read.
		const check = await (await legal.post(path, { ...fields, step: 'check' })).text();
		for (const words of [
			'Así lo verán los clientes',
			'Otra frase: &quot;en una&quot;.',
			'de la 1 a la 2',
			'Sí, publicar',
		])
			expect(check).toContain(words);
		expect(await lastPublication(server)).toBe(before);
		const answer = await legal.post(path, { ...fields, step: 'publish' });
		expect(answer.headers.get('location')).toMatch(/^\/admin\/sla\/blip-go\/2\/receipt\?done=/);
		const receipt = await (await legal.get('/admin/sla/blip-go/2/receipt')).text();
		// By the name that the public page has for it.
		expect(await (await fetch(`${server.url}/sla/blip-go/2`)).text()).toContain('Equipo legal');
		for (const shown of ['Equipo legal', 'Cláusula 4.2', '/pt-br/sla/blip-go/2', `/log/${before + 1}.tlog-proof`])
			expect(receipt).toContain(shown);
		expect(receipt).not.toContain('person:');
		expect(await (await fetch(`${server.url}/sla/blip-go/2`)).text()).toContain('Firefox.');
		// Of a day, all that was in force on it, however shortly.
		const today = new Intl.DateTimeFormat('sv', { timeZone: 'America/Sao_Paulo' }).format(new Date());
		const found = await (await legal.get(`/admin/evidence?of=${today}`)).text();
		for (const revision of ['revisión 1', 'revisión 2']) expect(found).toContain(revision);
		// Sent again, it leads to what it did.
		const again = await legal.post(path, { ...fields, step: 'publish' });
		expect(again.headers.get('location')).toMatch(/^\/admin\/sla\/blip-go\/2\/receipt\?done=/);
		expect(await lastPublication(server)).toBe(before + 1);
	});

	test('may write the same text as files, and go back to the fields', async () => {
		const legal = await Visitor.as(server, 'legal');
		const fields = await fieldsOf(legal);
		const asFiles = fieldsIn(await (await legal.post(path, { ...fields, step: 'files' })).text());
		expect(asFiles['whole/es']).toContain('**2.2.1.**');
		const other = asFiles['whole/es']?.replace('**1.1.** ', '**1.1.** Dicho de otra manera. ');
		const back = await (await legal.post(path, { ...asFiles, 'whole/es': other ?? '', step: 'fields' })).text();
		expect(fieldsIn(back)['clause/es/2']).toContain('Dicho de otra manera.');
		const broken = await (
			await legal.post(path, { ...asFiles, 'whole/es': 'Sin nada arriba.', step: 'fields' })
		).text();
		expect(fieldsIn(broken)['whole/es']).toBe('Sin nada arriba.');
		expect(broken).toContain('El texto tiene que empezar con sus datos');
	});

	test('fills in a term as a form, and confirms each commitment that changes once', async () => {
		const legal = await Visitor.as(server, 'legal');
		const fields = await fieldsOf(legal);
		const term = { 'term/commitments/0/target/unit': 'minutes', 'term/commitments/0/target/count': '50' };
		const { page: contradicting } = await lookedAt(legal, { ...fields, ...term });
		expect(contradicting).toContain('El texto de 2.1.1 dice «45 minutos» y las condiciones dicen hasta 50 minutos');
		const { page, fields: looked } = await lookedAt(
			legal,
			edited(
				{ ...fields, ...term },
				summed('Cambia.', (value) => value.replace(/45( ?min)/g, '50$1')),
			),
		);
		// The reading of the same clause is read with it.
		const [row = ''] = toConfirm(page);
		expect([toConfirm(page).length, row]).toEqual([
			1,
			expect.stringMatching(/^first-response-pro readings\.night #[\w-]+$/),
		]);
		// A tick stands for what was read when it was set, and not for what the same clause says since.
		expect(toConfirm((await lookedAt(legal, { ...looked, confirmed: row })).page)).toEqual([`${row} checked`]);
		const since = edited({ ...looked, confirmed: row, 'term/commitments/0/target/count': '500' }, (_, value) =>
			value.replace(/50( ?min)/g, '500$1'),
		);
		expect(toConfirm((await lookedAt(legal, since)).page)).toEqual([
			expect.stringMatching(/^first-response-pro readings\.night #[\w-]+$/),
		]);
		const before = await lastPublication(server);
		// Nor where it is sent by whoever has seen the other words, and has not ticked them.
		const reworded = edited(looked, (_, value) => value.replace(/^(\*\*2\.1\.1\.\*\*.*)$/m, '$1 Si hay tiempo.'));
		const { fields: seen } = await lookedAt(legal, reworded);
		for (const step of ['check', 'publish']) {
			const unread = await legal.post(path, { ...seen, confirmed: row, step });
			const said = (await unread.text()).includes('Falta confirmar lo que dice la cláusula 2.1.1');
			expect([step, unread.status, said]).toEqual([step, 422, true]);
		}
		const refused = await legal.post(path, { ...looked, step: 'publish' });
		expect([refused.status, (await refused.text()).includes('Falta confirmar lo que dice la cláusula 2.1.1')]).toEqual([
			422,
			true,
		]);
		expect(await lastPublication(server)).toBe(before);
		const bad = { ...term, 'term/commitments/0/target/count': 'muchos' };
		const wrong = await (await legal.post(path, { ...fields, ...bad, step: 'look' })).text();
		expect(wrong).toMatch(/id="term-commitments-0-target-flaw"[^>]*>Tiene que ser un número entero mayor que cero/);
		expect(wrong).not.toMatch(/línea \d+|line \d+|commitments\[/);
		expect((await staff.get(path)).status).toBe(403);
	});

	test('keeps drafts that nobody outside sees, and passes over nobody’s', async () => {
		const [ana, leo] = [await Visitor.as(server, 'legal'), await Visitor.as(server, 'legal')];
		const [ofAna, ofLeo] = [await fieldsOf(ana), await fieldsOf(leo)];
		const before = await lastPublication(server);
		const writing = (words: string) => (name: string, value: string) =>
			name.startsWith('clause/') ? value.replace(/^(\*\*4\.1\.\*\*.*)$/m, `$1 ${words}`) : value;
		const saved = await (await leo.post(path, { ...edited(ofLeo, writing('Secreto de Leo.')), step: 'save' })).text();
		expect(saved).toContain('Guardado como versión 1.');
		const late = await ana.post(path, { ...edited(ofAna, writing('Secreto de Ana.')), step: 'save' });
		const page = await late.text();
		expect([late.status, page.includes(`${leo.email} guardó otra versión`)]).toEqual([412, true]);
		expect(page).toMatch(/<del>.*Leo.*<\/del>/);
		// Nor is it passed over by who publishes.
		const { fields: seen } = await lookedAt(
			ana,
			edited(ofAna, (name, value) =>
				name.startsWith('summary/') ? 'Otra frase.' : writing('Secreto de Ana.')(name, value),
			),
		);
		for (const step of ['check', 'publish']) {
			const passing = await ana.post(path, { ...seen, step });
			const said = await passing.text();
			expect([passing.status, said.includes('No se publicó nada'), /<del>.*Leo.*<\/del>/.test(said)]).toEqual([
				412,
				true,
				true,
			]);
		}
		expect((await ana.post(path, { ...fieldsIn(page), step: 'save' })).status).toBe(200);
		expect(JSON.stringify(await fieldsOf(leo))).toContain('Secreto de Ana.');
		expect(await (await leo.get(path)).text()).toContain(
			`Sigues con la versión 2 del borrador, que ${ana.email} guardó`,
		);
		expect(JSON.stringify(await fieldsOf(leo, `${path}?version=1`))).toContain('Secreto de Leo.');
		const review = '/admin/sla/blip-go/drafts/1';
		expect(
			(await leo.send(review, { kind: 'comment', clause: '4.1', body: 'Mejor así. <script>' }, 'comment')).status,
		).toBe(303);
		const twice = { key: 'one-tap', kind: 'comment', body: 'Una vez.' };
		for (const path of [review, review]) expect((await leo.post(path, twice)).status).toBe(303);
		expect(((await (await leo.get(review)).text()).match(/Una vez\./g) ?? []).length).toBe(1);
		const otherwise = await leo.post(review, { ...twice, body: 'Otra vez.' });
		expect([
			otherwise.status,
			(await otherwise.text()).includes('Con este formulario ya se comentó otra cosa'),
		]).toEqual([409, true]);
		const unknown = await leo.post(review, { ...twice, key: 'other-tap', clause: '99.9' });
		expect([unknown.status, (await unknown.text()).includes('La cláusula no está ni en este borrador')]).toEqual([
			422,
			true,
		]);
		expect((await ana.send(review, { kind: 'review' }, 'review')).status).toBe(303);
		const read = await (await leo.get(review)).text();
		expect(read).toContain('Mejor así. &lt;script&gt;');
		expect(read).toContain(`${ana.email} revisó la versión 1`);
		expect(read).toContain('El texto cambió después.');
		expect((await leo.send(review, { kind: 'comment', body: '' }, 'comment')).status).toBe(422);
		// Where it is written, what is said of a clause stands below it.
		expect(await (await ana.get(path)).text()).toMatch(
			/id="es-4\.1"(?:(?!<textarea).)*<textarea[^>]*>[^<]*<\/textarea>(?:(?!<textarea).)*Mejor así\./s,
		);
		// It goes along with its clause, and stands where that stands.
		const under = (page: string, number: string) =>
			new RegExp(
				`id="es-${number}"(?:(?!<textarea).)*<textarea[^>]*>[^<]*</textarea>(?:(?!<textarea).)*Mejor así\\.`,
				's',
			).test(page);
		const moved = await (await ana.post(path, { ...(await fieldsOf(ana)), step: 'insert 4' })).text();
		expect([under(moved, '4\\.2'), moved.includes('versión 1, entonces 4.1')]).toEqual([true, true]);
		expect(await (await leo.get('/admin/sla/blip-go/drafts/3')).text()).toContain('Cláusula 4.1 (aquí, 4.2)');
		const back = await (await ana.post(path, { ...fieldsIn(moved), step: 'remove 4.1' })).text();
		expect([under(back, '4\\.1'), back.includes('entonces 4.1')]).toEqual([true, false]);
		// Whoever wrote in the draft does not review it, though somebody else saved it last.
		const last = '/admin/sla/blip-go/drafts/4';
		const own = await (await leo.get(last)).text();
		for (const words of [`Escribieron en este borrador: `, 'Escribiste en este borrador', 'Cambia lo acordado'])
			expect(own).toContain(words);
		expect(own).not.toContain('value="review"');
		const refused = await leo.post(last, { key: 'own', kind: 'review' });
		expect([refused.status, (await refused.text()).includes('lo revisa quien no haya escrito')]).toEqual([422, true]);
		expect(await lastPublication(server)).toBe(before);
		for (const address of ['/sla/blip-go', '/sla.atom', '/sla/blip-go.atom', '/log', '/', '/sla/blip-go/3'])
			expect(await (await fetch(server.url + address)).text(), address).not.toContain('Secreto');
		expect((await staff.get(review)).status).toBe(403);
	});

	test('takes a clause out and puts it back, and makes room for a new one, in every language and without JavaScript', async () => {
		const legal = await Visitor.as(server, 'legal');
		const fields = await fieldsOf(legal);
		const without = await (await legal.post(path, { ...fields, step: 'remove 4.2' })).text();
		expect(without.match(/id="gone-(?:es|pt-BR|en)-4\.2"/g)).toHaveLength(3);
		expect(JSON.stringify(fieldsIn(without))).not.toContain('**4.2.**');
		// It is kept at once, so that whoever leaves the page finds it so.
		expect(without).toMatch(/id="saved-as"[^>]*>\s*Guardado: versión \d+/);
		expect(JSON.stringify(await fieldsOf(legal))).not.toContain('**4.2.**');
		const again = await (await legal.post(path, { ...fieldsIn(without), step: 'restore 4.2' })).text();
		const clauses = (all: Record<string, string>) =>
			Object.keys(all)
				.filter((name) => name.startsWith('clause/'))
				.map((name) => all[name]);
		expect(clauses(fieldsIn(again))).toEqual(clauses(fields));
		const late = await legal.post(path, { ...fields, 'title/es': 'Otro título', step: 'insert 2.2.1' });
		const more = await late.text();
		expect([late.status, more.includes('No se guardó: antes se guardó otra versión.')]).toEqual([412, true]);
		expect(more).toMatch(/<del lang="es">[^<]+<\/del> → <ins lang="es">Otro título<\/ins>/);
		expect(more.match(/id="(?:es|pt-BR|en)-2\.2\.2"/g)).toHaveLength(3);
		// What the terms point to moves with it.
		expect(fieldsIn(more)['front/es']).toMatch(/clause: "?2\.2\.3/);
		expect(fieldsIn(more)['clause/es/1']).toBe(fields['clause/es/1']);
		const wordy = await (await legal.post(path, { ...fields, 'summary/es': 'x'.repeat(201), step: 'look' })).text();
		expect(wordy).toMatch(/id="summary-es-flaw"[^>]*>[^<]*200/);
	});

	test('waits for a second person where the site asks for one', async () => {
		const content = mkdtempSync(join(tmpdir(), 'vigente-approval-'));
		cpSync('content', content, { recursive: true });
		const file = join(content, 'site.yaml');
		writeFileSync(file, readFileSync(file, 'utf8').replace(/^approval:.*$/m, 'approval: [sla]'));
		const site = await startConsole({ content });
		const [ana, leo] = [await Visitor.as(site, 'legal'), await Visitor.as(site, 'legal')];
		const changed = edited(
			await fieldsOf(ana),
			summed('Otra frase.', (value) => value.replace(/^(\*\*4\.2\.\*\*.*)$/m, '$1 Firefox.')),
		);
		const { page, fields } = await lookedAt(ana, changed);
		expect(page).toContain('cuando una segunda persona lo apruebe');
		const late = await ana.post(path, { ...fields, publish_at: '2001-01-01T10:00', step: 'publish' });
		expect([late.status, (await late.text()).includes('Tiene que ser un momento que está por venir')]).toEqual([
			422,
			true,
		]);
		const held = await ana.post(path, { ...fields, step: 'publish' });
		const waiting = held.headers.get('location') ?? '';
		expect(waiting).toMatch(/^\/admin\/waiting\/\w+\?done=/);
		const published = async () => (await fetch(`${site.url}/sla/blip-go/2`)).status;
		expect(await published()).toBe(404);
		// The second person reads what the first one read.
		const read = await (await leo.get(waiting)).text();
		for (const words of [
			'Acuerdo de nivel de servicio y soporte técnico',
			'Otra frase.',
			'de la 1 a la 2',
			'cuando la apruebes',
		])
			expect(read, words).toContain(words);
		expect(read.match(/<code class="hash">[0-9a-f]{64}/g)).toHaveLength(3);
		expect(await (await leo.get('/admin')).text()).toContain('Acuerdo de nivel de servicio y soporte técnico');
		const approved = await leo.send(waiting.replace(/\?.*/, ''), { step: 'approve' }, 'approve');
		expect([approved.status, await published()]).toEqual([303, 200]);
		const receipt = await (await leo.get('/admin/sla/blip-go/2/receipt')).text();
		expect(receipt).toMatch(/Aprobada por una segunda persona.*?rol legal.*?<code>[a-zA-Z0-9]+<\/code>/s);
		expect(receipt).toContain('Publicada y en vigor desde');
		expect(receipt).toContain('/sla/blip-go.atom');
		await site.stop();
		rmSync(content, { recursive: true });
	});

	test('is told when a revision was published meanwhile, and loses nothing', async () => {
		const legal = await Visitor.as(server, 'legal');
		const stale = {
			...edited(
				await fieldsOf(legal),
				summed('Tarde.', (value) => `${value}`),
			),
			expected: '1',
		};
		const answer = await legal.post(path, { ...stale, step: 'publish' });
		const page = await answer.text();
		expect([answer.status, page.includes('se publicó la revisión 2')]).toEqual([412, true]);
		expect(fieldsIn(page)).toMatchObject({ expected: '2', 'summary/es': 'Tarde.' });
		const large = await legal.post(path, {
			...stale,
			expected: '2',
			'clause/es/1': 'á'.repeat(1_100_000),
			step: 'look',
		});
		expect([large.status, (await large.text()).includes('Es demasiado largo')]).toEqual([200, true]);
	});
});

describe('where another revision is published before the next one', () => {
	const now = Date.parse('2026-02-02T10:00:00-03:00');
	let site: TestServer;
	let desk: Client;
	let legal: Visitor;

	beforeAll(async () => {
		site = await startConsole({ now });
		desk = new Client(site, await site.token('sla'));
		legal = await Visitor.as(site, 'legal');
	});
	afterAll(() => site.stop());

	const giving = (number: number, more = '') =>
		confirmed({
			es: textOf(number)
				.replace('in_force: at_publication', 'in_force: { days: 30 }')
				.replace('en vigor de inmediato.', `en vigor 30 días después.${more}`),
		});
	const read = async (path: string) => (await legal.get(path)).text();
	test('a revision that gives notice is told, and the next one begins with what is announced; a draft from before says so', async () => {
		expect((await desk.post('/sla/blip-go/revisions', giving(2))).status).toBe(201);
		expect(
			(await desk.post('/sla/blip-go/drafts', { texts: { es: giving(3, ' Borrador de antes.').texts.es } })).status,
		).toBe(201);
		expect(await read('/admin/sla/blip-go/new')).toContain('entra en vigor el 4 mar 2026, 10:00');
		expect((await desk.post('/sla/blip-go/revisions', giving(3, ' Y se avisa.'))).status).toBe(201);
		const page = await read('/admin/sla/blip-go/new');
		expect(page).toContain('La revisión 3 está anunciada y entra en vigor el 4 mar 2026, 10:00');
		expect(page).toContain('será la revisión 4');
		expect(page).toContain('Y se avisa.');
		expect(page).toMatch(/API \(sla\) dejó un borrador el [^<]*, antes de que se publicara la revisión 3/);
		expect(await read('/admin/sla')).toContain('Escribir la revisión 4');
		const opened = await read('/admin/sla/blip-go/new?version=1');
		expect(opened).toContain('Este borrador es anterior a la revisión 3');
		expect(opened).toMatch(/<del>.*Y se avisa.*<\/del>/s);
		const review = await read('/admin/sla/blip-go/drafts/1');
		expect(review).toContain('Se escribió sobre la revisión 2. Después se publicó la 3: aquí se compara con ella');
		expect(review).not.toContain('value="review"');
		const receipt = await read('/admin/sla/blip-go/3/receipt');
		expect(receipt).toContain('Cambia lo acordado');
		expect(receipt).not.toContain('?at=');
	});

	test('what waits says why it will not be published, shows nobody what nobody will see, and is written again from its text', async () => {
		const waits = await desk.post<{ id: string }>(
			`/sla/blip-go/revisions?publish_at=${new Date(now + HOUR).toISOString()}`,
			giving(4, ' Espera.'),
		);
		const screen = `/admin/waiting/${waits.body.id}`;
		expect(await read(screen)).toContain('Así lo verán los clientes');
		expect((await desk.post('/sla/blip-go/revisions', giving(4, ' Llegó antes.'))).status).toBe(201);
		for (const at of [now, now + 2 * HOUR]) {
			await site.moveClock(at);
			if (at > now) await expect.poll(() => read(screen)).toContain('No se publicó llegado su momento');
			const page = await read(screen);
			expect(page).toMatch(/así no se publicará|Mientras esperaba se publicó otra revisión de este acuerdo\./);
			expect(page).not.toMatch(/Así lo verán|de la 4 a la 5|is in force|Se avisará|<span lang="en">/);
			expect(page).toContain('Comparada con la revisión 4, la última que se publicó.');
			const again = page.split('<form ').find((form) => form.includes('value="fields"')) ?? '';
			const fields = [...again.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
				name,
				(value ?? '').replaceAll('&quot;', '"').replaceAll('&#34;', '"').replaceAll('&amp;', '&'),
			]);
			const form = await (await legal.post('/admin/sla/blip-go/new', Object.fromEntries(fields))).text();
			expect(form).toMatch(/<textarea[^>]*name="clause\/es\/\d+"[^>]*>[^<]*Espera\.<\/textarea>/);
			expect(form).toContain('se publicó la revisión 4');
			// It is the text of no version.
			expect(form).toContain('Será la revisión 5 y se compara con la 4.');
			expect(form).toMatch(/<del>.{0,60}Llegó antes/);
		}
	});
});

test('a verdict that does not follow from what is known now waits for somebody, who gives a second one its reason; a miss is told before it is published', async () => {
	const site = await startConsole({ now: Date.parse('2026-02-02T10:00:00-03:00') });
	const desk = new Client(site, await site.token('tickets'));
	await site.moveClock(Date.parse('2026-03-16T10:00:00-03:00'));
	const legal = await Visitor.as(site, 'legal');
	const told = async (solvedAt: string, accepted = '10:10') => {
		const times = { received_at: '2026-03-02T10:00:00-03:00', accepted_at: `2026-03-02T${accepted}:00-03:00` };
		const done = { first_response_at: '2026-03-02T10:20:00-03:00', solved_at: solvedAt };
		const ticket = { reference: 'D-1', document: 'blip-go', plan: 'pro', criticality: 'urgent', ...times, ...done };
		expect((await desk.post('/tickets', { tickets: [ticket] })).status).toBe(200);
	};
	const read = async (path: string) => (await legal.get(path)).text();
	await told('2026-03-06T10:00:00-03:00');
	expect(await read('/admin/sla/differences')).toContain('No hay ninguna.');
	await told('2026-03-03T10:00:00-03:00');
	expect(await read('/admin')).toContain('En un ticket, lo que se sabe hoy no coincide');
	expect(await read('/admin/sla')).toContain('Ver y decidir (1)');
	const before = await lastPublication(site);
	expect((await legal.send('/admin/sla/differences', { 'reason/es': '', step: 'check' })).status).toBe(422);
	const shown = await legal.send('/admin/sla/differences', { 'reason/es': 'El reloj **estaba** mal.', step: 'check' });
	const check = await shown.text();
	for (const words of ['Así lo verán los clientes', '<strong>estaba</strong>', 'Solo en español', 'Sí, publicar'])
		expect(check).toContain(words);
	expect(await lastPublication(site)).toBe(before);
	// What was shown is published, and nothing that has come to follow since.
	const seen = /name="seen" value="([^"]*)"/.exec(check)?.[1] ?? '';
	await told('2026-03-03T10:00:00-03:00', '10:15');
	const late = await legal.send('/admin/sla/differences', { 'reason/es': 'El reloj.', seen, step: 'publish' });
	expect([late.status, (await late.text()).includes('El reloj.')]).toEqual([412, true]);
	expect(await read('/admin/sla')).toMatch(/Ver y decidir \(\d\)/);
	await told('2026-03-03T10:00:00-03:00');
	const corrected = await lastPublication(site);
	const sent = await legal.send('/admin/sla/differences', {
		...{ 'reason/es': 'El reloj estaba mal.', step: 'publish' },
	});
	expect([sent.status, await lastPublication(site)]).toEqual([303, corrected + 1]);
	expect(await read('/admin/sla/differences')).toContain('No hay ninguna.');
	// From the help desk's own reference, and from a day, to the sheet that proves it.
	const evidenceOf = async (what: string) => legal.get(`/admin/evidence?of=${encodeURIComponent(what)}`);
	const sheet = (await evidenceOf('D-1')).headers.get('location') ?? '';
	expect(sheet).toMatch(/^\/sla\/blip-go\/evidence\?ticket=\w+$/);
	expect((await legal.get(sheet)).status).toBe(200);
	expect((await evidenceOf('3/3/2026')).headers.get('location')).toBe(
		'/sla/blip-go/evidence?at=2026-03-03T03:00:00.000Z',
	);
	expect(await (await evidenceOf('3/3/2027')).text()).toContain('Ese momento todavía no llegó');
	expect(await (await evidenceOf('<b>nada</b>')).text()).toContain('No hay nada con eso');
	// An incident that is resolved long after its deadline.
	const api = new Client(site, await site.token('status'));
	const said = {
		title: 'Campañas',
		body: 'No salen.',
		criticality: 'urgent',
		components: { campaigns: 'major_outage' },
	};
	const times = { started_at: '2026-03-02T10:00:00-03:00', accepted_at: '2026-03-02T10:00:00-03:00' };
	const { id } = (await api.post<{ id: string }>('/incidents', { ...said, ...times })).body;
	const someone = await Visitor.as(site, 'staff');
	const resolved = { status: 'resolved', 'body/es': 'Ya salen.', step: 'check' };
	const page = await (await someone.send(`/en/admin/incidents/${id}`, resolved, 'update')).text();
	expect(page).toMatch(/the deadline \(.+\) counts as missed, by 13 days/);
	await site.stop();
});

describe('an administrator', () => {
	test('makes a token that is shown once, and revokes it', async () => {
		const admin = await Visitor.as(server, 'admin');
		const made = await admin.post('/admin/tokens', { key: 'make-it', name: 'facturación', scope: 'status' });
		const again = await admin.post('/admin/tokens', { key: 'make-it', name: 'facturación', scope: 'status' });
		const all = await withStores(server, ({ tokens }) => tokens.list());
		expect([again.status, all.filter(({ name }) => name === 'facturación').length]).toEqual([303, 1]);
		const secret = /vgt_[\w-]{43}/.exec(await made.text())?.[0] ?? '';
		const asked = () =>
			fetch(`${server.url}/api/v1/incidents`, { headers: { authorization: `Bearer ${secret}` } }).then(
				({ status }) => status,
			);
		expect(await asked()).toBe(200);
		const list = await (await admin.get('/admin/tokens')).text();
		expect([list.includes('facturación'), list.includes(secret)]).toEqual([true, false]);
		const revoke = /name="revoke" value="(\w+)"/.exec(list)?.[1] ?? '';
		await admin.post('/admin/tokens', { key: 'revoke-it', revoke });
		expect(await asked()).toBe(401);
		const entries = await withStores(server, ({ publications }) => publications.about(`token/${revoke}`));
		expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
			['token.created', 'person:admin'],
			['token.revoked', 'person:admin'],
		]);
	});

	test('lets people in, and shuts them out', async () => {
		const admin = await Visitor.as(server, 'admin');
		const added = await admin.post('/admin/people', { key: 'let-in', email: 'Nueva@example.com', role: 'legal' });
		const secret = /password\?link=([\w-]{43})/.exec(await added.text())?.[1] ?? '';
		const visitor = new Visitor(server);
		await visitor.post('/admin/password', { link: secret, password: PASSWORD });
		await visitor.post('/admin/sign-in', { email: 'nueva@example.com', password: PASSWORD });
		expect((await visitor.get('/admin')).status).toBe(200);
		await admin.post('/admin/people', { key: 'shut-out', remove: 'nueva@example.com' });
		expect((await visitor.get('/admin')).status).toBe(303);
	});

	test('gives somebody another role, which holds at their next step, and the ledger has it without an address', async () => {
		const admin = await Visitor.as(server, 'admin');
		const staff = await Visitor.as(server, 'staff');
		expect((await staff.get('/admin/sla')).status).toBe(403);
		const changed = await admin.post('/en/admin/people', { key: 'change', change: staff.email, role: 'legal' });
		expect(changed.status).toBe(303);
		expect(await (await admin.get(changed.headers.get('location') ?? '')).text()).toContain('now has the role “legal”');
		expect([(await staff.get('/admin/sla')).status, (await staff.get('/admin/incidents/new')).status]).toEqual([
			200, 403,
		]);
		const id = changed.headers.get('location')?.split('=')[1];
		const entries = await withStores(server, ({ publications }) => publications.about(`person/${id}`));
		const entry = entries.find(({ action }) => action === 'person.changed');
		expect(entry).toMatchObject({ actor: 'person:admin', data: expect.stringContaining('"formerly":"staff"') });
		expect(JSON.stringify(entries)).not.toContain(staff.email);
		expect((await admin.post('/admin/people', { key: 'no', change: staff.email, role: 'root' })).status).toBe(422);
		expect((await admin.post('/admin/people', { key: 'nobody', change: 'no@example.com', role: 'legal' })).status).toBe(
			404,
		);
	});

	test('adds, tries and takes off those who are told, one by one and as lists', async () => {
		const admin = await Visitor.as(server, 'admin');
		const path = '/en/admin/subscribers';
		const send = (fields: Record<string, string>) => admin.post(path, { key: newKey(), ...fields });
		const found = () => withStores(server, ({ subscribers }) => subscribers.withAddress('email', 'ann@example.com'));
		const added = await send({ step: 'add', channel: 'email', address: 'Ann@example.com', language: 'en' });
		const said = await added.text();
		for (const words of ['Added: ann@example.com.', 'There is no mail server (SMTP_URL)'])
			expect(said).toContain(words);
		const wrong = await admin.post('/admin/subscribers', {
			key: newKey(),
			step: 'add',
			channel: 'email',
			address: 'nobody',
		});
		expect([wrong.status, (await wrong.text()).includes('ejemplo ana@example.com')]).toEqual([422, true]);
		const list = 'address;topics;often\nbob@example.com;incidents;turns\nann@example.com;;';
		expect(await (await send({ step: 'import', list, confirmed: 'yes' })).text()).toContain(
			'Added: 1. Known already: 1.',
		);
		const refused = await send({ step: 'import', list: 'address\nann at example' });
		expect(refused.status).toBe(422);
		expect(await refused.text()).toMatch(
			/line 2: column (?:"|&quot;|&#34;)address(?:"|&quot;|&#34;): expected an address/,
		);
		const page = await (await admin.get(path)).text();
		for (const words of ['1 gets updates.', 'incidents · only beginnings, ends', 'everything', 'Ask again'])
			expect(page).toContain(words);
		const looked = await staff.send('/en/admin/incidents/new', { ...report, notify: 'all', step: 'check' });
		const seen = await looked.text();
		expect(seen).toContain('1 by mail: no mail server is set, they wait');
		expect(seen).toContain('Yes, publish');
		expect(seen).not.toContain('1 subscriber will be told');
		const csv = await send({ step: 'download' });
		expect([csv.headers.get('content-type'), csv.headers.get('cache-control')]).toEqual([
			'text/csv; charset=utf-8',
			'no-store',
		]);
		expect(await csv.text()).toMatch(/^email,bob@example\.com,,incidents,,turns,/m);
		const id = (await found())[0]?.id ?? '';
		expect((await send({ step: 'test', id })).headers.get('location')).toBe(`${path}?done=challenge`);
		expect((await send({ step: 'remove', id })).headers.get('location')).toBe(`${path}?done=removed`);
		expect(await found()).toEqual([]);
		expect((await send({ step: 'remove', id })).status).toBe(422);
		expect((await staff.post(path, { step: 'download' })).status).toBe(403);
	});

	test('sees what did not arrive, and why, and has it tried again', async () => {
		const admin = await Visitor.as(server, 'admin');
		const path = '/en/admin/deliveries';
		const list = 'address\nfull@example.com';
		await admin.post('/en/admin/subscribers', { key: newKey(), step: 'import', list, confirmed: 'yes' });
		const id = await withStores(server, async (stores) => {
			const [subscriber] = await stores.subscribers.withAddress('email', 'full@example.com');
			const delivery = await sendTest(stores, subscriber?.id ?? '', { by: machine }, Date.now());
			const failed = { state: 'parked', dueAt: null, status: 552, failure: 'mailbox full', isRefusal: true } as const;
			await stores.deliveries.attempted([{ id: delivery.id, ...failed, at: Date.now() }]);
			return delivery.id;
		});
		const page = await (await admin.get(path)).text();
		for (const words of ['full@example.com', 'mailbox full', 'answered 552']) expect(page).toContain(words);
		expect((await admin.post(path, { retry: id })).headers.get('location')).toBe(`${path}?done`);
		expect((await withStores(server, ({ deliveries }) => deliveries.find(id)))?.attempts).toBe(0);
		expect((await admin.post(path, { retry: 'k3j9x0c2m1aa' })).status).toBe(422);
		await withStores(server, ({ deliveries }) =>
			deliveries.attempted([
				{ id, state: 'parked', dueAt: null, status: 552, failure: 'mailbox full', isRefusal: true, at: Date.now() },
			]),
		);
		expect((await admin.post(path, { step: 'all' })).headers.get('location')).toBe(`${path}?done`);
		expect(await withStores(server, ({ deliveries }) => deliveries.counts())).toMatchObject({ parked: 0 });
	});

	test('sees how the server is, and what waits', async () => {
		const admin = await Visitor.as(server, 'admin');
		const page = await (await admin.get('/en/admin/health')).text();
		for (const words of ['Everything answers.', 'to be sent', 'There is nothing to correct.', 'No copy is known of'])
			expect(page).toContain(words);
		await withStores(server, async ({ backups }) => {
			await backups.add({ id: 'older', at: Date.now() - 8 * DAY, place: 'a drawer', bytes: 12_345_678 });
		});
		const old = await (await admin.get('/en/admin/health')).text();
		for (const words of ['The last copy is 8 days old', 'a drawer', '12.3 MB']) expect(old).toContain(words);
		await withStores(server, async ({ backups }) => {
			await backups.add({ id: 'newer', at: Date.now(), place: 'another drawer', bytes: null });
		});
		const isNew = await (await admin.get('/en/admin/health')).text();
		expect([isNew.includes('another drawer'), isNew.includes('would be lost')]).toEqual([true, false]);
	});

	test('has the content read anew once, however often the button is tapped, and no address claims that it was', async () => {
		const admin = await Visitor.as(server, 'admin');
		const taps = await Promise.all(
			['', '', ''].map(() => admin.post('/admin/health', { step: 'reload', key: 'three-taps' })),
		);
		expect(new Set(taps.map(({ headers }) => headers.get('location'))).size).toBe(1);
		for (const made of ['', '=', '=1', '=x'])
			expect(await (await admin.get(`/en/admin/health?reloaded${made}`)).text()).not.toContain('read again');
	});

	test('has the content read anew from there', async () => {
		const admin = await Visitor.as(server, 'admin');
		const answer = await admin.post('/en/admin/health', { step: 'reload', key: 'first-tap' });
		expect(answer.headers.get('location')).toMatch(/^\/en\/admin\/health\?reloaded=\d+#content-files$/);
		const page = await (await admin.get(answer.headers.get('location') ?? '')).text();
		for (const words of ['in force on every server.', 'Up to date', 'read the files less than', 'Nothing has changed.'])
			expect(page).toContain(words);
	});

	test('sees every publication, and whether the chain holds', async () => {
		const admin = await Visitor.as(server, 'admin');
		expect(await (await admin.get('/en/admin/ledger')).text()).toContain('person:staff');
		expect(await (await admin.post('/en/admin/ledger', {})).text()).toContain('The chain holds');
		expect((await staff.get('/admin/ledger')).status).toBe(403);
	});

	test('finds entries by what happened, who did it, about what and when, and goes on with the same search', async () => {
		const admin = await Visitor.as(server, 'admin');
		const id = await opened();
		const entries = async (search: Record<string, string>) => {
			const page = await (await admin.get(`/en/admin/ledger?${new URLSearchParams(search)}`)).text();
			return [...page.matchAll(/<code>([a-z_]+\.[a-z_]+)<\/code>/g)].map(([, action]) => action);
		};
		const today = new Date(Date.now() - 3 * HOUR).toISOString().slice(0, 10);
		expect(await entries({ subject: `incident/${id}` })).toEqual(['incident.opened']);
		expect(new Set(await entries({ action: 'incident.opened' }))).toEqual(new Set(['incident.opened']));
		expect(
			await entries({ subject: `incident/${id}`, writer: 'person:staff', from: today, until: today }),
		).toHaveLength(1);
		const others: Record<string, string>[] = [
			{ writer: 'person:legal' },
			{ until: '2020-01-01' },
			{ from: '2090-01-01' },
			{ action: 'status.set' },
		];
		for (const other of others)
			expect(await entries({ subject: `incident/${id}`, ...other }), JSON.stringify(other)).toEqual([]);
		// Its deadline ends with it, which the program itself records.
		await updated(await opened(), { status: 'resolved' });
		expect((await entries({ writer: 'machine' })).length).toBeGreaterThan(0);
		expect(await entries({ subject: 'incident/%' })).toEqual([]);
		for (const wrong of ['subject=%25', 'from=2026-02-30', 'until=soon', 'writer=root'])
			expect([wrong, (await admin.get(`/en/admin/ledger?${wrong}`)).status]).toEqual([wrong, 422]);
		const client = new Client(server, await server.token('admin'));
		const first = await client.get<{ entries: object[] }>('/ledger?writer=person:staff&limit=1');
		expect(first.headers.get('link')).toContain('writer=person');
		expect((await client.get('/ledger?action=incident.burnt')).status).toBe(422);
	});
});

test('who changes their password ends their other sessions, and not this one', async () => {
	const here = await Visitor.as(server, 'staff');
	const there = new Visitor(server);
	await there.post('/admin/sign-in', { email: here.email, password: PASSWORD });
	const change = (current: string) => here.post('/admin/me', { current, next: 'otra frase bastante larga' });
	expect((await change('no es la mía de ahora')).status).toBe(422);
	expect((await there.get('/admin')).status).toBe(200);
	expect((await change(PASSWORD)).status).toBe(303);
	expect([(await here.get('/admin')).status, (await there.get('/admin')).status]).toEqual([200, 303]);
});

test('who has a second factor signs in with a code too, and with what they wrote still there', async () => {
	const person = await Visitor.as(server, 'staff');
	const begun = await (await person.post('/admin/me', { step: 'factor', password: PASSWORD })).text();
	const secret = /<code>([A-Z2-7]{32,})<\/code>/.exec(begun)?.[1] ?? '';
	const stolen = await (await person.post('/admin/me', { code: '000000' })).text();
	expect([stolen.includes(secret), stolen.includes('class="codes"')]).toEqual([false, false]);
	const mistyped = await person.post('/admin/me', { code: '000000', secret });
	expect([mistyped.status, (await mistyped.text()).includes(`<code>${secret}</code>`)]).toEqual([422, true]);
	expect((await person.post('/admin/me', { code: totp(secret) })).status).toBe(303);
	const visitor = new Visitor(server);
	const carried = packed({ to: '', fields: [['body/es', 'No se pierde.']] });
	const meant = { to: '/admin/incidents/new', carried };
	const asked = await (
		await visitor.post('/admin/sign-in', { email: person.email, password: PASSWORD, ...meant })
	).text();
	expect([asked.includes('name="code"'), asked.includes(`name="carried" value="${carried}"`)]).toEqual([true, true]);
	expect((await visitor.get('/admin')).status).toBe(303);
	expect((await visitor.post('/admin/sign-in', { code: '000000', ...meant })).status).toBe(422);
	const back = await (
		await visitor.post('/admin/sign-in', { code: totp(secret, Date.now() + 30_000), ...meant })
	).text();
	expect(back).toContain('value="No se pierde."');
	expect((await visitor.get('/admin')).status).toBe(200);
	const codes = await visitor.post('/admin/me', { step: 'codes', password: PASSWORD });
	expect((await codes.text()).match(/<code>[\w]{5}-[\w]{5}<\/code>/g)).toHaveLength(10);
	expect((await visitor.post('/admin/me', { step: 'no-factor', password: 'no es la mía' })).status).toBe(422);
	expect((await visitor.post('/admin/me', { step: 'no-factor', password: PASSWORD })).status).toBe(303);
	expect(await (await visitor.get('/en/admin/me?ended')).text()).toContain('The second step is switched off');
});

test('whoever gets a smaller role loses what it does not have at their next step', async () => {
	const person = await Visitor.as(server, 'admin');
	expect((await person.get('/admin/people')).status).toBe(200);
	await withStores(server, (stores) =>
		changeRole(stores, { email: person.email, role: 'staff' }, { by: machine }, Date.now()),
	);
	expect((await person.post('/admin/people', { email: 'mine@example.com', role: 'admin' })).status).toBe(403);
	expect((await person.get('/admin/people')).status).toBe(403);
	expect(await withStores(server, ({ people }) => people.list())).not.toContainEqual(
		expect.objectContaining({ email: 'mine@example.com' }),
	);
	expect((await person.get('/admin')).status).toBe(200);
});

test('no form of a person is taken from elsewhere', async () => {
	const person = await Visitor.as(server, 'admin');
	const forms: [string, Record<string, string>][] = [
		['/admin/sign-in', { email: person.email, password: PASSWORD }],
		['/admin/sign-out', {}],
		['/admin/passkey', {}],
		['/admin/password', { link: 'x', password: PASSWORD }],
		['/admin/me', { current: PASSWORD, next: 'otra frase bastante larga' }],
		['/admin/people', { remove: person.email }],
	];
	for (const [path, fields] of forms) {
		const answer = await person.post(path, fields, { origin: 'https://evil.example' });
		expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 403, []]);
	}
	expect((await person.get('/admin')).status).toBe(200);
});

describe('whoever has not signed in', () => {
	test('gets nothing back of what no form of ours is as large as, and holds nobody up', async () => {
		const stranger = new Visitor(server);
		const sent = async (who: Visitor, body: string) => (await who.sendRaw('/admin/incidents/new', body)).status;
		expect(await sent(stranger, `body/es=${'"'.repeat(200_000)}`)).toBe(401);
		expect(await sent(stranger, `body/es=${'"'.repeat(300_000)}`)).toBe(413);
		// Whose session has ended has a browser that has been in: what they wrote comes along, however long.
		const person = await Visitor.as(server, 'staff');
		await shutOut(server, person.email);
		expect(await sent(person, `body/es=${'x'.repeat(300_000)}`)).toBe(401);
		// Five million names without a value: to parse them would take minutes.
		for (const who of [stranger, person]) expect(await sent(who, 'a&'.repeat(4_000_000))).toBe(413);
		// Anybody gets a cookie that we have signed: it proves nothing under another name.
		await stranger.post('/admin/passkey', {});
		const given = [...stranger.cookies.values()].find((one) => /\..{20,}/.test(one));
		expect(given).toBeDefined();
		for (const name of ['session_token', 'two_factor', 'browser', 'company'])
			for (const value of ['forged.signature', given ?? '']) {
				stranger.cookies.set(`vigente.${name}`, value);
				expect([name, await sent(stranger, `body/es=${'x'.repeat(300_000)}`)]).toEqual([name, 413]);
			}
	});

	test('and has been in gets back what they wrote, and not many times as much', async () => {
		const person = await Visitor.as(server, 'staff');
		await shutOut(server, person.email);
		const answer = await person.sendRaw('/admin/incidents/new', `body/es=${'"'.repeat(9_000_000)}`);
		expect([answer.status, (await answer.text()).length < 200_000]).toEqual([401, true]);
	});

	test('any more loses nothing of what they wrote', async () => {
		const visitor = new Visitor(server);
		const sent = await visitor.post('/admin/incidents/new', { ...report, key: 'kept', step: 'publish' });
		const page = await sent.text();
		expect([sent.status, page.includes('Nada de lo que escribiste se perdió')]).toEqual([401, true]);
		const carried = /name="carried" value="([^"]*)"/
			.exec(page)?.[1]
			?.replaceAll('&quot;', '"')
			.replaceAll('&#34;', '"');
		const credentials = { email: staff.email, password: PASSWORD };
		const back = await visitor.post('/admin/sign-in', {
			...credentials,
			to: '/admin/incidents/new',
			carried: carried ?? '',
		});
		const goingOn = await back.text();
		expect(goingOn).toContain('Las campañas no salen.');
		const before = await lastPublication(server);
		const again = await visitor.post('/admin/incidents/new', { ...report, key: 'kept', step: 'publish', again: 'yes' });
		expect([again.status, await lastPublication(server)]).toEqual([200, before]);
		expect(await again.text()).toContain('Las campañas no salen.');
	});

	test.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/administer', '/en/sla', '/admin\r\nx: y'])(
		'is not led to %s',
		async (to) => {
			const answer = await new Visitor(server).post('/admin/sign-in', { email: staff.email, password: PASSWORD, to });
			expect(answer.headers.get('location')).toBe('/admin');
		},
	);

	test('because they were removed is out at once', async () => {
		const gone = await Visitor.as(server, 'staff');
		await shutOut(server, gone.email);
		expect((await gone.get('/admin')).headers.get('location')).toBe('/admin/sign-in?to=%2Fadmin');
		expect((await gone.post('/admin/incidents/new', { ...report, key: 'gone', step: 'publish' })).status).toBe(401);
	});

	test('any more by their own wish is out, by a form only', async () => {
		const email = await letIn(server, 'staff');
		const visitor = new Visitor(server);
		await visitor.post('/admin/sign-in', { email, password: PASSWORD });
		await visitor.get('/admin/sign-out');
		expect((await visitor.get('/admin')).status).toBe(200);
		await visitor.post('/admin/sign-out', {});
		expect((await visitor.get('/admin')).status).toBe(303);
	});
});

describe('while the database fails', () => {
	/** Takes a table away. @returns gives it back */
	const without = (table: string): (() => void) => {
		const rename = (from: string, to: string) => {
			const database = new Sqlite(server.databaseUrl.slice('file:'.length));
			database.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
			database.close();
		};
		rename(table, `lost_${table}`);
		return () => rename(`lost_${table}`, table);
	};

	test('whoever cannot be recognised is told so, nothing was done, and what was typed can be sent again', async () => {
		const giveBack = without('sessions');
		const looked = await staff.get('/en/admin/health');
		const sent = await staff.post('/en/admin/incidents/new', { ...report, step: 'publish', key: 'sent-while-away' });
		giveBack();
		const [seen, answer] = [await looked.text(), await sent.text()];
		expect([looked.status, sent.status, sent.headers.get('cache-control')]).toEqual([503, 503, 'no-store']);
		expect(seen).toContain('The database does not answer');
		expect(seen).not.toContain('Nothing was published');
		expect(answer).toContain('Nothing was published or changed. What you wrote is still here.');
		expect(answer).toContain('action="/en/admin/incidents/new"');
		expect(answer).toContain('name="body/es" value="Las campañas no salen."');
		expect(answer).not.toMatch(/recorded|no such table/);
		const id = sent.headers.get('x-request-id') ?? 'none';
		await expect.poll(() => server.output()).toMatch(new RegExp(`${id}.*no such table: sessions`));
	});

	test('whoever is in is told what became of their form', async () => {
		const fields = { ...report, told: await openNow(), step: 'publish', key: 'sent-and-failed' };
		const giveBack = without('incidents');
		const sent = await staff.post('/en/admin/incidents/new', fields);
		giveBack();
		expect(sent.status).toBe(503);
		expect(await sent.text()).toContain('Nothing was published or changed. What you wrote is still here.');
		const again = await staff.post('/en/admin/incidents/new', fields);
		expect(again.status).toBe(303);
	});

	test('no password is given back', async () => {
		const giveBack = without('users');
		const sent = await new Visitor(server).post('/en/admin/sign-in', { email: 'a@example.com', password: PASSWORD });
		giveBack();
		expect(sent.status).toBe(503);
		expect(await sent.text()).not.toContain(PASSWORD);
	});
});
