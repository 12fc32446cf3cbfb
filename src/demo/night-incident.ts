import { HOUR, MINUTE } from '../domain/instant.ts';
import type { Calendar } from './calendar.ts';
import { type IncidentStory, say } from './story.ts';

/** Accepted when the office was closed: its deadline starts to count at the next opening. */
export function nightIncident({ atWork }: Calendar): IncidentStory {
	const start = atWork(20, '21:47');
	return {
		title: say('Errores en la API', 'Erros na API', 'Errors in the API'),
		impact: 'major',
		criticality: 'urgent',
		startedAt: start,
		detectedAt: start + 1 * MINUTE,
		posts: [
			{
				at: start + 8 * MINUTE,
				status: 'identified',
				components: { api: 'partial_outage', webhooks: 'degraded_performance' },
				body: say(
					'Una de cada cuatro peticiones a la API falla, y los webhooks salen con demora. Repetir la petición suele funcionar. Es consecuencia de un cambio nuestro de esta noche, que estamos deshaciendo.',
					'Uma em cada quatro requisições à API falha, e os webhooks saem com atraso. Repetir a requisição costuma funcionar. A causa é uma mudança nossa desta noite, que estamos desfazendo.',
					'One in four requests to the API fails, and webhooks go out late. Repeating the request usually works. A change of ours from this evening is the cause, and we are undoing it.',
				),
			},
			{
				at: start + 1 * HOUR,
				happenedAt: start + 26 * MINUTE,
				status: 'resolved',
				components: { api: 'operational', webhooks: 'operational' },
				body: say(
					'Deshicimos el cambio y la API responde con normalidad desde hace más de media hora. Los webhooks demorados ya salieron.',
					'Desfizemos a mudança, e a API responde normalmente há mais de meia hora. Os webhooks atrasados já foram enviados.',
					'The change is undone and the API has been answering normally for more than half an hour. The delayed webhooks have gone out.',
				),
			},
		],
	};
}
