import { MINUTE } from '../domain/instant.ts';
import type { Calendar } from './calendar.ts';
import { type MaintenanceStory, say } from './story.ts';

/** Done as planned, or nearly: inside the promised window (23:00–05:00 −03:00), partly outside it, and outside it. */
export function doneWork(calendar: Calendar): MaintenanceStory[] {
	return [databaseUpgrade(calendar), networkMove(calendar), certificateChange(calendar), longNight(calendar)];
}

export const started = say('Empezamos.', 'Começamos.', 'We have begun.');

function databaseUpgrade({ on }: Calendar): MaintenanceStory {
	const planned = { start: on(90, '23:30'), end: on(89, '02:30') };
	return {
		title: say('Ampliación de la base de datos', 'Ampliação do banco de dados', 'More room for the database'),
		components: ['message-history', 'reports'],
		planned,
		posts: [
			{
				at: on(95, '11:00'),
				status: 'scheduled',
				body: say(
					'Ampliaremos la base de datos del historial y de los reportes. Durante el trabajo no se podrán consultar; la atención no se interrumpe.',
					'Vamos ampliar o banco de dados do histórico e dos relatórios. Durante o trabalho eles não poderão ser consultados; o atendimento não será interrompido.',
					'We will give the database of the history and the reports more room. Neither can be read meanwhile; conversations go on without a break.',
				),
			},
			{ at: planned.start + 4 * MINUTE, status: 'in_progress', body: started },
			{
				at: planned.end - 48 * MINUTE,
				status: 'verifying',
				body: say('Listo. Lo estamos comprobando.', 'Pronto. Estamos conferindo.', 'Done. We are checking it.'),
			},
			{
				at: planned.end - 32 * MINUTE,
				status: 'completed',
				body: say(
					'Terminamos antes de lo previsto. El historial y los reportes están disponibles.',
					'Terminamos antes do previsto. O histórico e os relatórios estão disponíveis.',
					'Finished ahead of time. The history and the reports are available.',
				),
			},
		],
	};
}

function networkMove({ on }: Calendar): MaintenanceStory {
	const planned = { start: on(75, '03:30'), end: on(75, '06:30') };
	return {
		title: say('Cambio de red', 'Mudança de rede', 'Moving to another network'),
		components: ['message-delivery', 'api', 'webhooks'],
		planned,
		posts: [
			{
				at: on(82, '15:00'),
				status: 'scheduled',
				body: say(
					'Pasaremos a una red con mayor capacidad. Habrá cortes de pocos minutos; los mensajes esperarán en cola. El trabajo puede pasar de las 05:00 porque depende de nuestro proveedor de alojamiento.',
					'Vamos passar para uma rede com mais capacidade. Haverá interrupções de poucos minutos; as mensagens aguardarão na fila. O trabalho pode passar das 05:00, pois depende do nosso provedor de hospedagem.',
					'We are moving to a network with more capacity. There will be breaks of a few minutes; messages will wait in a queue. The work may go on past 05:00, since it depends on our hosting provider.',
				),
			},
			{ at: planned.start + 2 * MINUTE, status: 'in_progress', body: started },
			{
				at: planned.end - 9 * MINUTE,
				status: 'completed',
				body: say(
					'La red nueva está en uso. Los mensajes en cola fueron entregados.',
					'A nova rede está em uso. As mensagens da fila foram entregues.',
					'The new network is in use. Queued messages have been delivered.',
				),
			},
		],
	};
}

function certificateChange({ atWork }: Calendar): MaintenanceStory {
	const planned = { start: atWork(61, '13:00'), end: atWork(61, '13:40') };
	return {
		title: say('Cambio de certificados', 'Troca de certificados', 'Change of certificates'),
		components: ['api', 'webhooks'],
		planned,
		posts: [
			{
				at: planned.start - 125 * MINUTE,
				status: 'scheduled',
				body: say(
					'Quien emite nuestros certificados nos pidió reemplazarlos hoy mismo, por seguridad. Por eso no podemos esperar a la noche. La API y los webhooks se interrumpirán unos minutos.',
					'A empresa que emite nossos certificados pediu que fossem trocados ainda hoje, por segurança. Por isso não podemos esperar até a noite. A API e os webhooks serão interrompidos por alguns minutos.',
					'The issuer of our certificates has asked for them to be replaced today, for safety. That is why this cannot wait until night. The API and webhooks will pause for a few minutes.',
				),
			},
			{ at: planned.start, status: 'in_progress', body: started },
			{
				at: planned.start + 23 * MINUTE,
				status: 'completed',
				body: say(
					'Los certificados nuevos están en uso. La interrupción duró tres minutos.',
					'Os novos certificados estão em uso. A interrupção durou três minutos.',
					'The new certificates are in use. The pause lasted three minutes.',
				),
			},
		],
	};
}

function longNight({ on }: Calendar): MaintenanceStory {
	const planned = { start: on(16, '01:00'), end: on(16, '03:00') };
	return {
		title: say('Mudanza del archivo de mensajes', 'Migração do arquivo de mensagens', 'Moving the message archive'),
		components: ['message-history', 'contacts'],
		planned,
		posts: [
			{
				at: on(21, '10:00'),
				status: 'scheduled',
				body: say(
					'Llevaremos el archivo de mensajes a discos más rápidos. El historial y los contactos no se podrán consultar durante el trabajo.',
					'Vamos levar o arquivo de mensagens para discos mais rápidos. O histórico e os contatos não poderão ser consultados durante o trabalho.',
					'We will move the message archive to faster disks. The history and the contacts cannot be read meanwhile.',
				),
			},
			{ at: planned.start, status: 'in_progress', body: started },
			{
				at: planned.end - 5 * MINUTE,
				status: 'in_progress',
				body: say(
					'Copiar los datos lleva más de lo previsto. Necesitamos unos 40 minutos más.',
					'A cópia dos dados está levando mais do que o previsto. Precisamos de mais 40 minutos.',
					'Copying the data takes longer than planned. We need another 40 minutes.',
				),
			},
			{
				at: planned.end + 34 * MINUTE,
				status: 'completed',
				body: say(
					'Terminamos, 34 minutos después de lo previsto. No falta ningún mensaje.',
					'Terminamos 34 minutos depois do previsto. Nenhuma mensagem está faltando.',
					'Finished, 34 minutes later than planned. No message is missing.',
				),
			},
		],
	};
}
