import type { ComponentStatus } from '../domain/component.ts';
import type { Criticality } from '../domain/incidents/incident.ts';
import { DAY, HOUR, type Instant, type Interval, MINUTE } from '../domain/instant.ts';
import type { Text } from '../domain/text.ts';
import { randomness } from './randomness.ts';
import { type IncidentStory, type MaintenanceStory, say } from './story.ts';

/** What may go wrong on any day: drawn from, for the years before the quarter that is told by hand. */
interface Ordinary {
	component: string;
	status: ComponentStatus;
	criticality: Criticality;
	title: Text;
	body: Text;
}

const ordinary: Ordinary[] = [
	{
		component: 'message-delivery',
		status: 'degraded_performance',
		criticality: 'high',
		title: say('Mensajes con demora', 'Mensagens com atraso', 'Delayed messages'),
		body: say(
			'Los mensajes entrantes llegan con unos minutos de demora. Ninguno se pierde.',
			'As mensagens recebidas chegam com alguns minutos de atraso. Nenhuma se perde.',
			'Incoming messages arrive a few minutes late. None is lost.',
		),
	},
	{
		component: 'reports',
		status: 'partial_outage',
		criticality: 'high',
		title: say('Reportes incompletos', 'Relatórios incompletos', 'Incomplete reports'),
		body: say(
			'Los reportes de hoy no muestran todas las conversaciones. Los datos están a salvo.',
			'Os relatórios de hoje não mostram todas as conversas. Os dados estão a salvo.',
			'Reports of today do not show every conversation. The data is safe.',
		),
	},
	{
		component: 'api',
		status: 'partial_outage',
		criticality: 'urgent',
		title: say('Errores en la API', 'Erros na API', 'Errors in the API'),
		body: say(
			'Parte de las peticiones a la API falla. Repetirlas suele funcionar.',
			'Parte das requisições à API falha. Repetir costuma funcionar.',
			'Some requests to the API fail. Repeating them usually works.',
		),
	},
	{
		component: 'operator-desk',
		status: 'major_outage',
		criticality: 'urgent',
		title: say('La consola no abre', 'O console não abre', 'The operator desk does not open'),
		body: say(
			'La consola de operadores no abre. Los mensajes esperan en cola.',
			'O console de operadores não abre. As mensagens aguardam na fila.',
			'The operator desk does not open. Messages wait in a queue.',
		),
	},
	{
		component: 'templates',
		status: 'degraded_performance',
		criticality: 'normal',
		title: say('Plantillas que tardan en guardarse', 'Modelos demorando para salvar', 'Templates slow to save'),
		body: say(
			'Guardar una plantilla tarda más de lo habitual.',
			'Salvar um modelo leva mais tempo do que o normal.',
			'Saving a template takes longer than usual.',
		),
	},
];

const found = say(
	'Encontramos la causa y estamos aplicando la corrección.',
	'Encontramos a causa e estamos aplicando a correção.',
	'We found the cause and are applying the correction.',
);
const solved = say('Todo funciona con normalidad.', 'Tudo funciona normalmente.', 'Everything works normally.');
const work = say('Mantenimiento preventivo', 'Manutenção preventiva', 'Preventive maintenance');
const announced = say(
	'Instalaremos actualizaciones. Puede haber cortes breves.',
	'Vamos instalar atualizações. Pode haver interrupções breves.',
	'We will install updates. There may be short breaks.',
);

/** One or two incidents a week. The same range gives the same ones, counted from its end. */
export function ordinaryIncidents(range: Interval): IncidentStory[] {
	const draw = randomness(20260101);
	const stories: IncidentStory[] = [];
	for (let at = range.end - 2 * DAY; at > range.start; at -= (3.5 + 3.5 * draw()) * DAY) {
		stories.push(ordinaryIncident(Math.round(at), draw));
	}
	return stories;
}

function ordinaryIncident(startedAt: Instant, draw: () => number): IncidentStory {
	const { component, status, criticality, title, body } = ordinary[Math.floor(draw() * ordinary.length)] as Ordinary;
	const minutes = Math.round(15 + 90 * draw() * draw());
	const end = startedAt + (10 + minutes) * MINUTE;
	return {
		title,
		impact: status === 'major_outage' ? 'major' : 'minor',
		criticality,
		startedAt,
		posts: [
			{ at: startedAt + 5 * MINUTE, status: 'investigating', body, components: { [component]: status } },
			{ at: startedAt + 12 * MINUTE, status: 'identified', body: found },
			{ at: end, status: 'resolved', body: solved, components: { [component]: 'operational' } },
		],
	};
}

/** Every third week, in the promised window. */
export function ordinaryWork(range: Interval): MaintenanceStory[] {
	const stories: MaintenanceStory[] = [];
	// Midnight at −03:00.
	const night = Math.floor(range.end / DAY) * DAY + 3 * HOUR;
	for (let start = night - 7 * DAY; start - 5 * DAY > range.start; start -= 21 * DAY) {
		const end = start + 2 * HOUR;
		stories.push({
			title: work,
			components: ['operator-desk', 'message-history'],
			planned: { start, end },
			posts: [
				{ at: start - 4 * DAY, status: 'scheduled', body: announced },
				{ at: start, status: 'in_progress', body: announced },
				{ at: end - 20 * MINUTE, status: 'completed', body: solved },
			],
		});
	}
	return stories;
}
