import { MINUTE } from '../domain/instant.ts';
import type { Calendar } from './calendar.ts';
import { type IncidentStory, say } from './story.ts';

/** Solved in time, most within the hour; one with what we learned from it, one dated back, one that came back. */
export function urgentIncidents(calendar: Calendar): IncidentStory[] {
	return [nobodyCouldSignIn(calendar), lateMessages(calendar), waitingConversations(calendar)];
}

function nobodyCouldSignIn({ atWork }: Calendar): IncidentStory {
	const start = atWork(86, '10:04');
	return {
		title: say('No es posible iniciar sesión', 'Não é possível fazer login', 'Signing in is not possible'),
		impact: 'critical',
		criticality: 'urgent',
		startedAt: start,
		detectedAt: start + 2 * MINUTE,
		posts: [
			{
				at: start + 7 * MINUTE,
				status: 'investigating',
				components: { 'sign-in': 'major_outage', 'operator-desk': 'partial_outage' },
				body: say(
					'Desde hace unos minutos nadie puede iniciar sesión. Quien ya había entrado sigue trabajando con normalidad. Estamos buscando la causa y daremos novedades en 20 minutos.',
					'Há alguns minutos ninguém consegue fazer login. Quem já estava conectado continua trabalhando normalmente. Estamos procurando a causa e voltamos com novidades em 20 minutos.',
					'For the last few minutes nobody has been able to sign in. People who were already signed in can keep working. We are looking for the cause and will post again in 20 minutes.',
				),
			},
			{
				at: start + 24 * MINUTE,
				status: 'identified',
				body: say(
					'Encontramos la causa: un certificado interno venció antes de ser renovado. Lo estamos reemplazando. Próxima novedad en 20 minutos.',
					'Encontramos a causa: um certificado interno venceu antes de ser renovado. Estamos fazendo a substituição. Próxima atualização em 20 minutos.',
					'We found the cause: an internal certificate expired before it was renewed. We are replacing it. Next update in 20 minutes.',
				),
			},
			{
				at: start + 41 * MINUTE,
				status: 'monitoring',
				components: { 'sign-in': 'degraded_performance', 'operator-desk': 'operational' },
				body: say(
					'Ya se puede iniciar sesión. El primer ingreso puede tardar hasta un minuto mientras todos vuelven a entrar. Seguimos atentos.',
					'O login voltou a funcionar. O primeiro acesso pode levar até um minuto enquanto todos entram novamente. Seguimos acompanhando.',
					'Signing in works again. It may take up to a minute while everybody comes back. We are keeping an eye on it.',
				),
			},
			{
				at: start + 56 * MINUTE,
				status: 'resolved',
				components: { 'sign-in': 'operational' },
				body: say(
					'El inicio de sesión funciona con normalidad para todos. Lamentamos la interrupción; publicaremos aquí lo que aprendimos.',
					'O login está funcionando normalmente para todos. Lamentamos a interrupção; vamos publicar aqui o que aprendemos.',
					'Signing in works normally for everybody. We are sorry for the interruption; what we learned will be published here.',
				),
			},
			{
				at: atWork(86, '15:20', 2),
				status: 'postmortem',
				body: say(
					'**Qué pasó.** El certificado con el que nuestros servicios se reconocen entre sí venció a las 10:04. La renovación automática había fallado tres semanas antes y el aviso llegó a un buzón que ya nadie leía.\n\n**A quién afectó.** A todas las personas que intentaron iniciar sesión durante 37 minutos. No se perdió ningún mensaje.\n\n**Qué cambiamos.** Los avisos de vencimiento llegan ahora al equipo de guardia, 30, 14 y 7 días antes, y revisamos cada semana que la renovación se haya hecho.',
					'**O que aconteceu.** O certificado com que nossos serviços se reconhecem entre si venceu às 10:04. A renovação automática havia falhado três semanas antes, e o aviso chegou a uma caixa de e-mail que ninguém mais lia.\n\n**Quem foi afetado.** Todas as pessoas que tentaram fazer login durante 37 minutos. Nenhuma mensagem foi perdida.\n\n**O que mudamos.** Os avisos de vencimento agora chegam à equipe de plantão 30, 14 e 7 dias antes, e toda semana conferimos se a renovação foi feita.',
					'**What happened.** The certificate by which our services recognise each other expired at 10:04. Its automatic renewal had failed three weeks earlier, and the warning went to a mailbox that nobody read any more.\n\n**Who was affected.** Everybody who tried to sign in during 37 minutes. No message was lost.\n\n**What we changed.** Expiry warnings now reach the engineers on call, 30, 14 and 7 days ahead, and every week we check that the renewal was done.',
				),
			},
		],
	};
}

function lateMessages({ atWork }: Calendar): IncidentStory {
	const start = atWork(51, '16:12');
	return {
		title: say('Mensajes que llegan con demora', 'Mensagens chegando com atraso', 'Messages arriving late'),
		impact: 'major',
		criticality: 'urgent',
		startedAt: start,
		posts: [
			{
				at: start + 9 * MINUTE,
				status: 'investigating',
				components: { 'message-delivery': 'partial_outage' },
				body: say(
					'Cerca de un tercio de los mensajes entrantes llega con varios minutos de demora, en todos los canales. Ninguno se pierde: esperan en cola. Daremos novedades en 30 minutos.',
					'Cerca de um terço das mensagens recebidas está chegando com vários minutos de atraso, em todos os canais. Nenhuma se perde: elas aguardam na fila. Voltamos com novidades em 30 minutos.',
					'About a third of incoming messages arrive several minutes late, on every channel. None is lost: they wait in a queue. We will post again in 30 minutes.',
				),
			},
			{
				at: start + 35 * MINUTE,
				status: 'monitoring',
				components: { 'message-delivery': 'degraded_performance' },
				body: say(
					'Sumamos capacidad y la cola se está vaciando. Los mensajes nuevos ya llegan a tiempo; los demorados terminarán de entrar en unos 20 minutos.',
					'Aumentamos a capacidade e a fila está diminuindo. As mensagens novas já chegam na hora; as atrasadas devem terminar de entrar em cerca de 20 minutos.',
					'We added capacity and the queue is emptying. New messages arrive on time; the late ones should all be in within about 20 minutes.',
				),
			},
			{
				at: start + 58 * MINUTE,
				status: 'resolved',
				components: { 'message-delivery': 'operational' },
				body: say(
					'La cola está vacía y todos los mensajes demorados fueron entregados.',
					'A fila está vazia e todas as mensagens atrasadas foram entregues.',
					'The queue is empty and every late message has been delivered.',
				),
			},
		],
		corrections: [
			{
				at: atWork(51, '11:30', 1),
				patch: {
					startedAt: start - 22 * MINUTE,
					reason: say(
						'Al revisar los registros vimos que las primeras demoras empezaron 22 minutos antes de lo que habíamos informado. Corregimos la hora de inicio.',
						'Ao revisar os registros, vimos que os primeiros atrasos começaram 22 minutos antes do que havíamos informado. Corrigimos o horário de início.',
						'Going through our records we saw that the first delays began 22 minutes earlier than we had said. We have corrected the start.',
					),
				},
			},
		],
	};
}

function waitingConversations({ atWork }: Calendar): IncidentStory {
	const start = atWork(27, '09:31');
	const title = say(
		'Conversaciones que no llegan a los operadores',
		'Conversas que não chegam aos operadores',
		'Conversations not reaching operators',
	);
	return {
		title,
		impact: 'major',
		criticality: 'urgent',
		startedAt: start,
		posts: [
			{
				at: start + 6 * MINUTE,
				status: 'investigating',
				components: { routing: 'partial_outage' },
				body: say(
					'Parte de las conversaciones nuevas queda en espera sin asignarse a un operador. Mientras tanto, pueden tomarse a mano desde la lista de espera. Próxima novedad en 20 minutos.',
					'Parte das conversas novas fica em espera sem ser atribuída a um operador. Enquanto isso, elas podem ser assumidas manualmente na lista de espera. Próxima atualização em 20 minutos.',
					'Some new conversations keep waiting and are not given to an operator. Meanwhile they can be picked by hand from the waiting list. Next update in 20 minutes.',
				),
			},
			{
				at: start + 19 * MINUTE,
				status: 'monitoring',
				components: { routing: 'operational' },
				body: say(
					'Reiniciamos el reparto y las conversaciones vuelven a asignarse. Seguimos atentos.',
					'Reiniciamos a distribuição e as conversas voltaram a ser atribuídas. Seguimos acompanhando.',
					'We restarted routing and conversations are being assigned again. We are watching it.',
				),
			},
			{
				at: start + 31 * MINUTE,
				status: 'identified',
				components: { routing: 'partial_outage' },
				body: say(
					'El problema volvió, así que el reinicio no era la solución. Ya sabemos por qué: una regla de horario cargada esta mañana deja colas sin operadores. La estamos quitando.',
					'O problema voltou, portanto o reinício não era a solução. Já sabemos o motivo: uma regra de horário cadastrada hoje cedo deixa filas sem operadores. Estamos removendo essa regra.',
					'It came back, so restarting was not the cure. We now know why: an opening-hours rule added this morning leaves queues without operators. We are removing it.',
				),
			},
			{
				at: start + 44 * MINUTE,
				status: 'resolved',
				components: { routing: 'operational' },
				body: say(
					'Quitamos la regla y todas las conversaciones en espera ya tienen operador. Gracias por la paciencia.',
					'Removemos a regra, e todas as conversas em espera já têm operador. Obrigado pela paciência.',
					'The rule is gone and every waiting conversation has an operator. Thank you for your patience.',
				),
			},
		],
	};
}
