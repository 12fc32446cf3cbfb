import { HOUR, MINUTE } from '../domain/instant.ts';
import type { Calendar } from './calendar.ts';
import { started } from './done-work.ts';
import { type MaintenanceStory, say } from './story.ts';

/** Cancelled, moved to another night, and still to come. */
export function changedWork(calendar: Calendar): MaintenanceStory[] {
	return [cancelledUpgrade(calendar), movedUpgrade(calendar), nextUpgrade(calendar)];
}

function cancelledUpgrade({ on }: Calendar): MaintenanceStory {
	return {
		title: say('Nueva versión de los chatbots', 'Nova versão dos chatbots', 'New version of chatbots'),
		components: ['chatbots'],
		planned: { start: on(48, '23:00'), end: on(47, '01:00') },
		posts: [
			{
				at: on(53, '10:30'),
				status: 'scheduled',
				body: say(
					'Instalaremos una versión nueva de los chatbots. Durante el trabajo las conversaciones pasan directo a los operadores.',
					'Vamos instalar uma nova versão dos chatbots. Durante o trabalho, as conversas irão direto para os operadores.',
					'We will install a new version of chatbots. Meanwhile conversations go straight to operators.',
				),
			},
			{
				at: on(48, '16:45'),
				status: 'cancelled',
				body: say(
					'Cancelado: en las últimas pruebas encontramos un error y preferimos corregirlo antes. Avisaremos la nueva fecha.',
					'Cancelado: nos últimos testes encontramos um erro e preferimos corrigi-lo antes. Avisaremos a nova data.',
					'Cancelled: the last tests showed an error that we prefer to correct first. We will announce a new date.',
				),
			},
		],
	};
}

function movedUpgrade({ on }: Calendar): MaintenanceStory {
	const moved = { start: on(32, '23:30'), end: on(31, '01:30') };
	return {
		title: say('Actualización de la consola', 'Atualização do console', 'Update of the operator desk'),
		components: ['operator-desk', 'routing'],
		planned: { start: on(34, '23:30'), end: on(33, '01:30') },
		posts: [
			{
				at: on(40, '12:00'),
				status: 'scheduled',
				body: say(
					'Actualizaremos la consola de operadores. No se podrá usar durante el trabajo; los mensajes que entren esperarán.',
					'Vamos atualizar o console de operadores. Ele não poderá ser usado durante o trabalho; as mensagens recebidas aguardarão.',
					'We will update the operator desk. It cannot be used meanwhile; incoming messages will wait.',
				),
			},
			{ at: moved.start + 1 * MINUTE, status: 'in_progress', body: started },
			{
				at: moved.end - 12 * MINUTE,
				status: 'completed',
				body: say(
					'La consola está actualizada. Si algo se ve extraño, basta con recargar la página.',
					'O console está atualizado. Se algo parecer estranho, basta recarregar a página.',
					'The operator desk is up to date. If anything looks odd, reloading the page is enough.',
				),
			},
		],
		corrections: [
			{
				at: on(36, '14:10'),
				patch: {
					plannedStart: moved.start,
					plannedEnd: moved.end,
					reason: say(
						'Lo pasamos dos noches adelante: varios clientes nos pidieron no coincidir con sus campañas de esa fecha.',
						'Adiamos por duas noites: vários clientes pediram para não coincidir com as campanhas deles nessa data.',
						'Moved by two nights: several customers asked us to keep clear of their campaigns on that date.',
					),
				},
			},
		],
	};
}

function nextUpgrade({ on, now }: Calendar): MaintenanceStory {
	return {
		title: say('Nueva versión de los chatbots', 'Nova versão dos chatbots', 'New version of chatbots'),
		components: ['chatbots', 'campaigns'],
		planned: { start: on(-3, '23:30'), end: on(-4, '02:00') },
		posts: [
			{
				at: now - 26 * HOUR,
				status: 'scheduled',
				body: say(
					'Instalaremos la versión que habíamos postergado. Durante el trabajo los chatbots no responden y las conversaciones pasan directo a los operadores; las campañas programadas para esas horas saldrán al terminar.',
					'Vamos instalar a versão que havíamos adiado. Durante o trabalho, os chatbots não respondem e as conversas vão direto para os operadores; as campanhas agendadas para esse horário sairão ao final.',
					'We will install the version that we had put off. Meanwhile chatbots do not answer and conversations go straight to operators; campaigns due at that time will go out afterwards.',
				),
			},
		],
	};
}
