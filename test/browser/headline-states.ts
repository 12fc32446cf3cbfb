import type { ComponentStatus, ShownStatus } from '../../src/domain/component.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import type { Language } from '../../src/domain/text.ts';
import { DEMO_NOW } from '../demo-server.ts';
import type { StagedSite } from './staged-site.ts';

/** How a site of twelve systems may stand, and what a person would say of it: typed by hand. */
export interface State {
	name: string;
	mark: ShownStatus;
	/** What is published or measured to bring it about. */
	arrange(site: StagedSite): Promise<unknown>;
	/** The sentence, and what is said of the others below it. */
	says: Record<Language, [sentence: string, rest: string]>;
	/** Titles below it, in this order. */
	titles?: string[];
	/** What else the page says, in English. */
	tells?: string;
}

export const systems = [
	'operator-desk',
	'message-delivery',
	'routing',
	'chatbots',
	'campaigns',
	'templates',
	'message-history',
	'contacts',
	'reports',
	'sign-in',
	'api',
	'webhooks',
];

/** All is measured and fine, but for this. */
const well = (but: State['arrange']) => async (site: StagedSite) => {
	await site.measure(systems);
	await but(site);
};

const everywhere = (status: ComponentStatus) => Object.fromEntries(systems.map((slug) => [slug, status]));

/** In the order in which they come about: the first days, and then from a Wednesday afternoon on. */
export const states: State[] = [
	{
		name: 'the first day, before anything is measured',
		mark: 'unknown',
		arrange: async () => {},
		tells: 'Webhooks Not measured yet No measurement has come yet',
		says: {
			es: ['No sabemos cómo están los sistemas: no llegan mediciones', ''],
			'pt-BR': ['Não sabemos como estão os sistemas: não chegam medições', ''],
			en: ['We don’t know how our systems are: no measurements arrive', ''],
		},
	},
	{
		name: 'the first measurements, but not of all',
		mark: 'unknown',
		arrange: (site) => site.measure(systems.slice(3)),
		says: {
			es: ['De 3 de 12 sistemas no llegan mediciones', 'Los demás sistemas funcionan.'],
			'pt-BR': ['De 3 de 12 sistemas não chegam medições', 'Os demais sistemas funcionam.'],
			en: ['No measurements arrive of 3 of 12 systems', 'The other systems work.'],
		},
	},
	{
		name: 'everything measured and fine',
		mark: 'operational',
		arrange: well(async () => {}),
		says: {
			es: ['Todo funciona con normalidad', ''],
			'pt-BR': ['Tudo funciona normalmente', ''],
			en: ['Everything is working', ''],
		},
	},
	{
		name: 'one incident',
		mark: 'partial_outage',
		arrange: well((site) =>
			site.incident('Campañas detenidas', { campaigns: 'partial_outage' }, { criticality: 'high' }),
		),
		says: {
			es: ['Campañas: falla parcial', 'Los demás sistemas funcionan.'],
			'pt-BR': ['Campanhas: falha parcial', 'Os demais sistemas funcionam.'],
			en: ['Campaigns: partly down', 'The other systems work.'],
		},
	},
	{
		name: 'two systems, each with a fault of its own',
		mark: 'partial_outage',
		arrange: well((site) =>
			site.incident('Reportes y contactos', { contacts: 'degraded_performance', reports: 'major_outage' }),
		),
		says: {
			es: ['Reportes: sin servicio\u00a0· Contactos: con lentitud o fallas leves', 'Los demás sistemas funcionan.'],
			'pt-BR': [
				'Relatórios: fora do ar\u00a0· Contatos: com lentidão ou falhas leves',
				'Os demais sistemas funcionam.',
			],
			en: ['Reports: down\u00a0· Contacts: slow or with minor faults', 'The other systems work.'],
		},
	},
	{
		name: 'five incidents',
		mark: 'partial_outage',
		arrange: well(async (site) => {
			await site.incident('Cuarto: lento y normal', { templates: 'degraded_performance' });
			await site.incident('Primero: caído y urgente', { api: 'major_outage' }, { criticality: 'urgent' });
			await site.incident('Quinto: normal, sin sistemas', {});
			await site.incident('Tercero: a medias y de alta', { reports: 'partial_outage' }, { criticality: 'high' });
			await site.incident('Segundo: a medias y urgente', { chatbots: 'partial_outage' }, { criticality: 'urgent' });
		}),
		says: {
			es: [
				'4 de 12 sistemas tienen fallas',
				'Sin servicio: 1\u00a0· Falla parcial: 2\u00a0· Con lentitud o fallas leves: 1. Los demás sistemas funcionan.',
			],
			'pt-BR': [
				'4 de 12 sistemas têm falhas',
				'Fora do ar: 1\u00a0· Falha parcial: 2\u00a0· Com lentidão ou falhas leves: 1. Os demais sistemas funcionam.',
			],
			en: [
				'4 of 12 systems have problems',
				'Down: 1\u00a0· Partly down: 2\u00a0· Slow or with minor faults: 1. The other systems work.',
			],
		},
		titles: [
			'Primero: caído y urgente',
			'Segundo: a medias y urgente',
			'Tercero: a medias y de alta',
			'Cuarto: lento y normal',
			'Quinto: normal, sin sistemas',
		],
	},
	{
		name: 'everything down',
		mark: 'major_outage',
		arrange: well((site) => site.incident('Nada responde', everywhere('major_outage'), { criticality: 'urgent' })),
		says: {
			es: ['Ninguno de nuestros sistemas funciona', ''],
			'pt-BR': ['Nenhum dos nossos sistemas funciona', ''],
			en: ['None of our systems is working', ''],
		},
	},
	{
		name: 'a partner down',
		mark: 'degraded_performance',
		arrange: well((site) => site.incident('WhatsApp no entrega', { whatsapp: 'major_outage' }, { cause: 'whatsapp' })),
		tells: 'Message delivery Working WhatsApp Business Platform, on which it relies, is failing',
		says: {
			es: ['WhatsApp Business Platform: sin servicio; nuestros sistemas funcionan', ''],
			'pt-BR': ['WhatsApp Business Platform: fora do ar; nossos sistemas funcionam', ''],
			en: ['WhatsApp Business Platform: down; our systems work', ''],
		},
	},
	{
		name: 'an urgent incident of no system',
		mark: 'degraded_performance',
		arrange: well((site) => site.incident('Facturas con errores', {}, { criticality: 'urgent' })),
		says: {
			es: ['Hay un incidente abierto', ''],
			'pt-BR': ['Há um incidente aberto', ''],
			en: ['One incident is open', ''],
		},
	},
	{
		name: 'a normal incident of no system',
		mark: 'unknown',
		arrange: well((site) => site.incident('Facturas con errores', {})),
		says: {
			es: ['Todo funciona, con un incidente abierto', ''],
			'pt-BR': ['Tudo funciona, com um incidente aberto', ''],
			en: ['Everything works, with one open incident', ''],
		},
	},
	{
		name: 'work that goes on',
		mark: 'under_maintenance',
		arrange: well((site) => site.work('Cambio de disco', ['message-history', 'reports'], HOUR)),
		tells: 'Comenzamos.',
		says: {
			es: ['Historial de mensajes y Reportes: en mantenimiento', 'Los demás sistemas funcionan.'],
			'pt-BR': ['Histórico de mensagens e Relatórios: em manutenção', 'Os demais sistemas funcionam.'],
			en: ['Message history and Reports: under maintenance', 'The other systems work.'],
		},
	},
	{
		name: 'work that should have ended',
		mark: 'under_maintenance',
		arrange: well((site) => site.work('Cambio de disco', ['reports'], -30 * MINUTE)),
		tells: '30 min late It was due to end on 14 Oct 2026, 14:42 GMT−3',
		says: {
			es: ['Reportes: mantenimiento atrasado', 'Los demás sistemas funcionan.'],
			'pt-BR': ['Relatórios: manutenção atrasada', 'Os demais sistemas funcionam.'],
			en: ['Reports: maintenance late', 'The other systems work.'],
		},
	},
	{
		name: 'a monitor that fails, and nobody who confirms it',
		mark: 'unknown',
		arrange: well(async (site) => {
			await site.pass(MINUTE);
			await site.measure(['api'], false);
		}),
		tells: 'Our measurement has failed since 14 Oct 2026, 15:14; nobody has confirmed it yet.',
		says: {
			es: ['API: algo parece fallar; falta confirmarlo', 'Los demás sistemas funcionan.'],
			'pt-BR': ['API: algo parece falhar; falta confirmar', 'Os demais sistemas funcionam.'],
			en: ['API: something seems to fail; it is not confirmed yet', 'The other systems work.'],
		},
	},
	{
		name: 'an update that was promised and did not come',
		mark: 'partial_outage',
		arrange: well(async (site) => {
			await site.incident(
				'Campañas detenidas',
				{ campaigns: 'partial_outage' },
				{ next_update_at: site.in(10 * MINUTE) },
			);
			await site.pass(22 * MINUTE);
		}),
		tells: 'Next update 12 min late: we announced it for 15:25 GMT−3',
		says: {
			es: ['Campañas: falla parcial', 'Los demás sistemas funcionan.'],
			'pt-BR': ['Campanhas: falha parcial', 'Os demais sistemas funcionam.'],
			en: ['Campaigns: partly down', 'The other systems work.'],
		},
	},
	{
		name: 'an evening, when nobody measures',
		mark: 'unknown',
		arrange: async (site) => {
			await site.moveTo(DEMO_NOW + 2 * HOUR - MINUTE);
			await site.measure(systems);
			await site.pass(3 * HOUR);
		},
		tells: 'Operator desk Not watched (outside office hours)',
		says: {
			es: ['Sin fallas conocidas; nadie vigila hasta el jueves a las 09:00', ''],
			'pt-BR': ['Sem falhas conhecidas; ninguém monitora até quinta-feira, às 09:00', ''],
			en: ['No known problem; nobody is watching until Thursday at 09:00', ''],
		},
	},
	{
		name: 'measurements that have stopped',
		mark: 'unknown',
		arrange: (site) => site.moveTo(DEMO_NOW + DAY),
		tells: 'Webhooks Not measured No measurements since 15 Oct 2026, 10:00',
		says: {
			es: ['No sabemos cómo están los sistemas: no llegan mediciones', ''],
			'pt-BR': ['Não sabemos como estão os sistemas: não chegam medições', ''],
			en: ['We don’t know how our systems are: no measurements arrive', ''],
		},
	},
];
