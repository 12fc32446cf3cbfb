import { MINUTE } from '../domain/instant.ts';
import type { Calendar } from './calendar.ts';
import { type IncidentStory, say } from './story.ts';

/** Under way when the demo starts. */
export function liveIncident({ now }: Calendar): IncidentStory {
	const start = now - 41 * MINUTE;
	return {
		title: say(
			'Campañas que no terminan de enviarse',
			'Campanhas que não terminam de ser enviadas',
			'Campaigns stuck halfway',
		),
		impact: 'major',
		criticality: 'urgent',
		startedAt: start,
		detectedAt: start + 4 * MINUTE,
		posts: [
			{
				at: start + 9 * MINUTE,
				status: 'investigating',
				components: { campaigns: 'partial_outage' },
				body: say(
					'Las campañas de más de mil contactos se detienen a mitad del envío. Las conversaciones y los chatbots funcionan con normalidad. Estamos buscando la causa y daremos novedades en 20 minutos.',
					'As campanhas com mais de mil contatos param no meio do envio. As conversas e os chatbots funcionam normalmente. Estamos procurando a causa e voltamos com novidades em 20 minutos.',
					'Campaigns to more than a thousand contacts stop halfway. Conversations and chatbots work normally. We are looking for the cause and will post again in 20 minutes.',
				),
			},
			{
				at: start + 28 * MINUTE,
				status: 'identified',
				body: say(
					'Encontramos la causa: el proceso que arma los envíos grandes se queda sin memoria. Estamos pasando las campañas detenidas a servidores más grandes; cada una seguirá donde quedó y nadie recibirá el mensaje dos veces. No hace falta volver a crearlas. Próxima novedad en 30 minutos.',
					'Encontramos a causa: o processo que monta os envios grandes fica sem memória. Estamos passando as campanhas paradas para servidores maiores; cada uma vai continuar de onde parou, e ninguém receberá a mensagem duas vezes. Não é preciso criá-las de novo. Próxima atualização em 30 minutos.',
					'We found the cause: the process that prepares large sends runs out of memory. We are moving the stopped campaigns to larger servers; each will go on where it stopped, and nobody will get the message twice. There is no need to create them again. Next update in 30 minutes.',
				),
			},
		],
	};
}
