import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import type { MaintenanceResource } from '../../src/queries/admin/maintenance-resource.ts';
import type { UptimeResource } from '../../src/queries/admin/uptime-resource.ts';
import { Client } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;
let staff: Client;

beforeAll(async () => {
	server = await startServer();
	staff = new Client(server, await server.token('status'));
});
afterAll(() => server.stop());

async function words(path: string): Promise<string> {
	const html = await (await fetch(server.url + path)).text();
	return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe.each([
	{
		prefix: '',
		title: 'Compromisos',
		noHours: 'No hay un horario de atención publicado para estos canales.',
		claims: /En horario de oficina\.|En todo momento|Abierto ahora|Cerrado ahora|No se atiende/,
		kept: 'Las conversaciones y los mensajes se conservan y están disponibles solo durante 3 meses.',
		individual: 'usa la herramienta de forma individual',
		elsewhere: /SLA del plan Business \( se publica en otro lugar; pídenos el texto \)/,
		proposes: 'Tiempo estimado para proponer una solución',
		emergency: 'Trabajo de emergencia',
	},
	{
		prefix: '/pt-br',
		title: 'Compromissos',
		noHours: 'Não há um horário de atendimento publicado para estes canais.',
		claims: /Em horário comercial\.|A qualquer hora|Aberto agora|Fechado agora|Não há atendimento/,
		kept: 'As conversas e as mensagens ficam guardadas e disponíveis somente por 3 meses.',
		individual: 'usa a ferramenta individualmente',
		elsewhere: /SLA do plano Business \( publica-se em outro lugar; peça-nos o texto \)/,
		proposes: 'Tempo estimado para propor uma solução',
		emergency: 'Manutenção de emergência',
	},
	{
		prefix: '/en',
		title: 'Commitments',
		noHours: 'No hours have been published for these channels.',
		claims: /In office hours\.|At any time|Open now|Closed now/,
		kept: 'Conversations and messages are kept and available for 3 months only.',
		individual: 'uses the tool individually',
		elsewhere: /SLA of the Business plan \( published elsewhere; ask us for it \)/,
		proposes: 'Estimated time to propose a solution',
		emergency: 'Emergency work',
	},
])('the site in $title', ({ prefix, title, noHours, claims, kept, individual, elsewhere, proposes, emergency }) => {
	test('says commitments, and what a time is an estimate of', async () => {
		const page = await words(`${prefix}/promises`);
		expect(page).toContain(` ${title} `);
		expect(page).toContain(proposes);
		expect(await words(prefix || '/')).toContain(proposes);
	});

	test('claims no hours of a channel that nobody stated', async () => {
		const page = await words(`${prefix}/support`);
		expect(page).toContain(noHours);
		expect(page).not.toMatch(claims);
	});

	test('says what is kept, as the revision in force does, and that an account is of one person', async () => {
		const page = await words(`${prefix}/requirements`);
		expect(page).toContain(`${kept} §3.1`);
		expect(page).toContain(individual);
	});

	test('names the agreements that are published elsewhere', async () => {
		expect(await words(`${prefix}/sla`)).toMatch(elsewhere);
	});

	test('tells work that was announced after it began apart', async () => {
		const start = Date.now() - HOUR;
		const planned = {
			planned_start: new Date(start).toISOString(),
			planned_end: new Date(start + 2 * HOUR).toISOString(),
		};
		const work = await staff.scheduled({ ...planned, components: ['reports'], automatic: false });
		const started = { status: 'in_progress', body: 'En curso.', happened_at: new Date(start + MINUTE).toISOString() };
		await staff.post(`/maintenances/${work.id}/updates`, started);
		const { body } = await staff.get<MaintenanceResource>(`/maintenances/${work.id}`);
		expect(body).toMatchObject({ emergency: true, inside_window: null });
		expect(await words(`${prefix}/maintenance/${work.id}`)).toContain(emergency);
		expect(await words(`${prefix}/maintenance`)).toContain(emergency);
		const uptime = (await (await fetch(`${server.url}/api/v1/components/reports/uptime`)).json()) as UptimeResource;
		expect(uptime.maintenance_seconds).toBe(0);
		const shown = uptime.intervals.filter(({ status }) => status === 'under_maintenance');
		expect(shown.length).toBeGreaterThan(0);
		expect(shown.map(({ counted_as }) => counted_as)).not.toContain('under_maintenance');
	});
});
