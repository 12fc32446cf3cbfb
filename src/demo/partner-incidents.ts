import { HOUR, MINUTE } from '../domain/instant.ts';
import type { Calendar } from './calendar.ts';
import { type IncidentStory, say } from './story.ts';

/** What other companies' failures did to us: no promise applies meanwhile (SLA §2.2). */
export function partnerIncidents(calendar: Calendar): IncidentStory[] {
	return [whatsappDown(calendar), templatesMeanwhile(calendar), instagramFailing(calendar)];
}

function whatsappDown({ atWork }: Calendar): IncidentStory {
	const start = atWork(65, '14:02');
	return {
		title: say('Caída de WhatsApp', 'WhatsApp fora do ar', 'WhatsApp is down'),
		impact: 'critical',
		criticality: 'urgent',
		cause: 'whatsapp',
		startedAt: start,
		detectedAt: start + 3 * MINUTE,
		posts: [
			{
				at: start + 11 * MINUTE,
				status: 'identified',
				components: {
					whatsapp: 'major_outage',
					'message-delivery': 'partial_outage',
					campaigns: 'partial_outage',
					templates: 'degraded_performance',
				},
				body: say(
					'La plataforma de WhatsApp no envía ni recibe mensajes, en todo el mundo. Los demás canales funcionan. Ya abrimos un caso con Meta. Los mensajes salientes esperan en cola y se enviarán cuando el canal vuelva. Próxima novedad en 30 minutos.',
					'A plataforma do WhatsApp não envia nem recebe mensagens, no mundo todo. Os demais canais funcionam. Já abrimos um chamado com a Meta. As mensagens de saída aguardam na fila e serão enviadas quando o canal voltar. Próxima atualização em 30 minutos.',
					'The WhatsApp platform neither sends nor receives messages, anywhere in the world. The other channels work. We have opened a case with Meta. Outgoing messages wait in a queue and will be sent once the channel is back. Next update in 30 minutes.',
				),
			},
			{
				at: start + 45 * MINUTE,
				status: 'identified',
				body: say(
					'Meta confirmó la falla y trabaja en ella, sin hora estimada. Sugerimos avisar a sus contactos por otro canal. Próxima novedad en 30 minutos.',
					'A Meta confirmou a falha e está trabalhando nela, sem previsão. Sugerimos avisar seus contatos por outro canal. Próxima atualização em 30 minutos.',
					'Meta has confirmed the failure and is working on it, without an estimate. We suggest telling your contacts through another channel. Next update in 30 minutes.',
				),
			},
			{
				at: start + 95 * MINUTE,
				status: 'monitoring',
				components: {
					whatsapp: 'degraded_performance',
					'message-delivery': 'degraded_performance',
					campaigns: 'operational',
					templates: 'operational',
				},
				body: say(
					'WhatsApp volvió a recibir y enviar mensajes. Estamos entregando, en orden, los que quedaron en cola.',
					'O WhatsApp voltou a receber e enviar mensagens. Estamos entregando, em ordem, as que ficaram na fila.',
					'WhatsApp receives and sends messages again. We are delivering those that were queued, in order.',
				),
			},
			{
				at: start + 128 * MINUTE,
				status: 'resolved',
				components: { whatsapp: 'operational', 'message-delivery': 'operational' },
				body: say(
					'Se entregaron todos los mensajes en cola y Meta dio la falla por resuelta.',
					'Todas as mensagens da fila foram entregues, e a Meta deu a falha por resolvida.',
					'Every queued message has been delivered, and Meta has declared the failure resolved.',
				),
			},
		],
	};
}

/** Our own, but open while the partner was down. */
function templatesMeanwhile({ atWork }: Calendar): IncidentStory {
	const start = atWork(65, '10:20');
	const title = say(
		'El editor de plantillas no guarda imágenes',
		'O editor de modelos não salva imagens',
		'The template editor does not keep images',
	);
	return {
		title,
		impact: 'minor',
		criticality: 'high',
		startedAt: start,
		posts: [
			{
				at: start + 30 * MINUTE,
				status: 'identified',
				components: { templates: 'degraded_performance' },
				body: say(
					'Las plantillas con imagen pierden la imagen al guardarse. Las que solo tienen texto no se ven afectadas, ni las ya aprobadas. Publicaremos la corrección el próximo día hábil.',
					'Os modelos com imagem perdem a imagem ao serem salvos. Os que só têm texto não são afetados, nem os já aprovados. A correção será publicada no próximo dia útil.',
					'Templates with an image lose it when they are saved. Those with text only are not affected, nor are those already approved. The correction will be out on the next business day.',
				),
			},
			{
				at: atWork(65, '11:45', 1),
				status: 'resolved',
				components: { templates: 'operational' },
				body: say(
					'El editor vuelve a guardar las imágenes. Las plantillas que se guardaron sin imagen deben editarse una vez más.',
					'O editor voltou a salvar as imagens. Os modelos que foram salvos sem imagem precisam ser editados mais uma vez.',
					'The editor keeps images again. Templates that were saved without their image have to be edited once more.',
				),
			},
		],
	};
}

function instagramFailing({ atWork }: Calendar): IncidentStory {
	const start = atWork(44, '18:25');
	return {
		title: say('Fallas en Instagram', 'Falhas no Instagram', 'Failures at Instagram'),
		impact: 'minor',
		criticality: 'high',
		cause: 'instagram',
		startedAt: start,
		posts: [
			{
				at: start + 18 * MINUTE,
				status: 'identified',
				components: { instagram: 'partial_outage', 'message-delivery': 'degraded_performance' },
				body: say(
					'Parte de los mensajes directos de Instagram no llega. La falla es de Instagram y afecta también a otras empresas. Los demás canales funcionan con normalidad.',
					'Parte das mensagens diretas do Instagram não chega. A falha é do Instagram e afeta também outras empresas. Os demais canais funcionam normalmente.',
					'Some direct messages on Instagram do not arrive. The failure is at Instagram and affects other companies too. All other channels work normally.',
				),
			},
			{
				at: start + 2 * HOUR + 40 * MINUTE,
				status: 'resolved',
				components: { instagram: 'operational', 'message-delivery': 'operational' },
				body: say(
					'Instagram informó que corrigió la falla, y los mensajes entran con normalidad desde hace media hora. Los que no llegaron durante la falla no pueden recuperarse.',
					'O Instagram informou que corrigiu a falha, e as mensagens entram normalmente há meia hora. As que não chegaram durante a falha não podem ser recuperadas.',
					'Instagram says that the failure is corrected, and messages have been coming in normally for half an hour. Those that did not arrive meanwhile cannot be recovered.',
				),
			},
		],
	};
}
