import { HOUR, MINUTE } from '../domain/instant.ts';
import type { Calendar } from './calendar.ts';
import { type IncidentStory, say } from './story.ts';

/** Of criticality high, solved within ten business days. */
export function highIncidents(calendar: Calendar): IncidentStory[] {
	return [slowHistory(calendar), duplicateContacts(calendar), lateWebhooks(calendar), slowBots(calendar)];
}

function slowHistory({ atWork }: Calendar): IncidentStory {
	const start = atWork(94, '11:15');
	const title = say(
		'Búsquedas lentas en el historial',
		'Buscas lentas no histórico',
		'Slow searches in the message history',
	);
	return {
		title,
		impact: 'minor',
		criticality: 'high',
		startedAt: start,
		corrections: [
			{
				at: start + 2 * HOUR,
				patch: {
					criticality: 'normal',
					reason: say(
						'Hay una alternativa: buscar dentro de cada conversación, que responde de inmediato. La criticidad pasa a normal.',
						'Há uma alternativa: buscar dentro de cada conversa, que responde na hora. A criticidade passa a normal.',
						'There is a work-around: searching inside each conversation answers at once. The criticality becomes normal.',
					),
				},
			},
		],
		posts: [
			{
				at: start + 35 * MINUTE,
				status: 'identified',
				components: { 'message-history': 'degraded_performance' },
				body: say(
					'Buscar en el historial tarda hasta un minuto en las cuentas con más conversaciones. Los resultados son correctos. Estamos rehaciendo el índice de búsqueda; daremos novedades el próximo día hábil.',
					'A busca no histórico leva até um minuto nas contas com mais conversas. Os resultados estão corretos. Estamos refazendo o índice de busca; voltamos com novidades no próximo dia útil.',
					'Searching the history takes up to a minute in the accounts with the most conversations. Results are correct. We are rebuilding the search index and will post again on the next business day.',
				),
			},
			{
				at: atWork(94, '15:40', 1),
				status: 'resolved',
				components: { 'message-history': 'operational' },
				body: say(
					'El índice nuevo está listo y las búsquedas vuelven a responder en menos de dos segundos.',
					'O novo índice está pronto, e as buscas voltaram a responder em menos de dois segundos.',
					'The new index is ready and searches answer in under two seconds again.',
				),
			},
		],
	};
}

/** Re-prioritised while it was open: SLA §2.2. */
function duplicateContacts({ atWork }: Calendar): IncidentStory {
	const start = atWork(58, '10:30');
	return {
		title: say('Contactos duplicados al importar', 'Contatos duplicados na importação', 'Duplicate contacts on import'),
		impact: 'minor',
		criticality: 'normal',
		startedAt: start,
		posts: [
			{
				at: start + 40 * MINUTE,
				status: 'investigating',
				body: say(
					'Algunas importaciones de contactos crean duplicados. Afecta a muy pocas cuentas y se pueden borrar a mano. Estamos buscando la causa.',
					'Algumas importações de contatos criam duplicados. Poucas contas foram afetadas, e é possível apagá-los manualmente. Estamos procurando a causa.',
					'Some imports of contacts create duplicates. Very few accounts are affected, and they can be deleted by hand. We are looking for the cause.',
				),
			},
			{
				at: atWork(58, '16:10', 2),
				status: 'identified',
				components: { contacts: 'degraded_performance' },
				body: say(
					'Encontramos la causa: los números con y sin el noveno dígito se toman como distintos. Estamos probando la corrección. Mientras tanto, conviene no importar archivos grandes.',
					'Encontramos a causa: números com e sem o nono dígito são tratados como diferentes. Estamos testando a correção. Enquanto isso, evite importar arquivos grandes.',
					'We found the cause: numbers with and without the ninth digit are taken as different ones. We are testing the correction. Until then, please avoid importing large files.',
				),
			},
			{
				at: atWork(58, '11:25', 3),
				status: 'resolved',
				components: { contacts: 'operational' },
				body: say(
					'Las importaciones ya no crean duplicados, y unimos los que se habían creado. No hace falta hacer nada.',
					'As importações não criam mais duplicados, e unificamos os que haviam sido criados. Não é preciso fazer nada.',
					'Imports no longer create duplicates, and we have merged those that were there. There is nothing you need to do.',
				),
			},
		],
		corrections: [
			{
				at: atWork(58, '09:45', 1),
				patch: {
					criticality: 'high',
					reason: say(
						'Lo pasamos de normal a alta: hoy nos escribieron varias cuentas más y los duplicados hacen que un mismo mensaje se envíe dos veces.',
						'Passamos de normal para alta: hoje várias outras contas nos escreveram, e os duplicados fazem com que a mesma mensagem seja enviada duas vezes.',
						'Raised from normal to high: several more accounts wrote to us today, and duplicates cause the same message to be sent twice.',
					),
				},
			},
		],
	};
}

function lateWebhooks({ atWork }: Calendar): IncidentStory {
	const start = atWork(37, '13:50');
	return {
		title: say('Webhooks con demora', 'Webhooks com atraso', 'Late webhooks'),
		impact: 'minor',
		criticality: 'high',
		startedAt: start,
		detectedAt: start + 10 * MINUTE,
		posts: [
			{
				at: start + 22 * MINUTE,
				status: 'investigating',
				components: { webhooks: 'degraded_performance' },
				body: say(
					'Los webhooks salen con hasta cinco minutos de demora. No se pierde ninguno y mantienen su orden. Próxima novedad en dos horas.',
					'Os webhooks saem com até cinco minutos de atraso. Nenhum se perde, e a ordem é mantida. Próxima atualização em duas horas.',
					'Webhooks go out up to five minutes late. None is lost and their order is kept. Next update in two hours.',
				),
			},
			{
				at: start + 2 * HOUR,
				status: 'identified',
				body: say(
					'Unos pocos destinos que no responden frenaban a los demás. Los estamos separando en una cola propia.',
					'Alguns poucos destinos que não respondem estavam segurando os demais. Estamos separando esses destinos em uma fila própria.',
					'A few receivers that do not answer were holding up all others. We are moving them to a queue of their own.',
				),
			},
			{
				at: atWork(37, '10:35', 1),
				status: 'resolved',
				components: { webhooks: 'operational' },
				body: say(
					'Los webhooks salen otra vez en menos de un segundo, y un destino lento ya no frena a los demás.',
					'Os webhooks voltaram a sair em menos de um segundo, e um destino lento não atrasa mais os outros.',
					'Webhooks go out in under a second again, and a slow receiver no longer delays the others.',
				),
			},
		],
	};
}

function slowBots({ atWork }: Calendar): IncidentStory {
	const start = atWork(7, '11:08');
	return {
		title: say('Chatbots que tardan en responder', 'Chatbots demorando para responder', 'Chatbots slow to answer'),
		impact: 'minor',
		criticality: 'high',
		startedAt: start,
		posts: [
			{
				at: start + 14 * MINUTE,
				status: 'investigating',
				components: { chatbots: 'degraded_performance' },
				body: say(
					'Los chatbots tardan hasta 15 segundos en responder. Pasar la conversación a un operador funciona con normalidad. Próxima novedad en una hora.',
					'Os chatbots levam até 15 segundos para responder. A transferência da conversa para um operador funciona normalmente. Próxima atualização em uma hora.',
					'Chatbots take up to 15 seconds to answer. Handing the conversation over to an operator works normally. Next update in an hour.',
				),
			},
			{
				at: start + 82 * MINUTE,
				status: 'resolved',
				components: { chatbots: 'operational' },
				body: say(
					'Los chatbots vuelven a responder en menos de un segundo. Un flujo que se llamaba a sí mismo consumía casi toda la capacidad; ahora eso tiene un límite.',
					'Os chatbots voltaram a responder em menos de um segundo. Um fluxo que chamava a si mesmo consumia quase toda a capacidade; agora isso tem um limite.',
					'Chatbots answer in under a second again. A flow that called itself was using up most of the capacity; there is a limit to that now.',
				),
			},
		],
	};
}
