import { DAY, HOUR, MINUTE } from '../domain/instant.ts';
import { addBusinessDays } from '../domain/sla/deadline.ts';
import type { OfficeHours } from '../domain/time/office.ts';
import type { Calendar } from './calendar.ts';
import { type IncidentStory, say } from './story.ts';

/**
 * Urgent, announced to be late before it was, and missed. Only days later its partner's outage was told, which would have
 * excluded it: a difference that waits for somebody to decide.
 */
export function lateEvidence({ atWork }: Calendar, office: OfficeHours): IncidentStory[] {
	const start = atWork(24, '10:10');
	const acceptedAt = start + 10 * MINUTE;
	const { deadline } = addBusinessDays(office, acceptedAt, 1);
	return [
		{
			title: say('Los códigos de acceso no llegan', 'Os códigos de acesso não chegam', 'Sign-in codes do not arrive'),
			impact: 'major',
			criticality: 'urgent',
			cause: 'email-delivery',
			startedAt: start,
			acceptedAt,
			delay: {
				at: deadline - 2 * HOUR,
				estimate: deadline + 6 * HOUR,
				body: say(
					'No llegaremos a proponer una solución en el día hábil estimado: dependemos de nuestro proveedor de correo. Esperamos tenerla esta tarde.',
					'Não vamos conseguir propor uma solução no dia útil estimado: dependemos do nosso provedor de e-mail. Esperamos tê-la hoje à tarde.',
					'We will not have a solution to propose within the estimated business day: we depend on our e-mail provider. We expect one this afternoon.',
				),
			},
			justification: {
				at: deadline + 20 * HOUR,
				body: say(
					'Dependíamos de un solo proveedor de correo. Ahora hay dos, y el cambio se hace solo.',
					'Dependíamos de um único provedor de e-mail. Agora há dois, e a troca é automática.',
					'We depended on a single e-mail provider. There are two now, and the change happens by itself.',
				),
			},
			posts: [
				{
					at: acceptedAt + 2 * MINUTE,
					status: 'identified',
					components: { 'sign-in': 'partial_outage' },
					body: say(
						'Los códigos que se envían por correo no llegan. Quien ya inició sesión puede seguir trabajando.',
						'Os códigos enviados por e-mail não chegam. Quem já entrou pode continuar trabalhando.',
						'Codes that are sent by e-mail do not arrive. Whoever is signed in can go on working.',
					),
				},
				{
					at: deadline + 3 * HOUR,
					status: 'resolved',
					components: { 'sign-in': 'operational' },
					body: say(
						'Los códigos llegan otra vez, por otro proveedor.',
						'Os códigos chegam de novo, por outro provedor.',
						'Codes arrive again, through another provider.',
					),
				},
			],
		},
		{
			title: say('Correos detenidos', 'E-mails parados', 'E-mails held up'),
			impact: 'major',
			criticality: 'normal',
			cause: 'email-delivery',
			startedAt: start - 5 * MINUTE,
			posts: [
				{
					at: deadline + 2 * DAY,
					happenedAt: start - 5 * MINUTE,
					status: 'identified',
					components: { 'email-delivery': 'major_outage' },
					body: say(
						'Nuestro proveedor de correo publicó hoy que no envió nada durante esas horas.',
						'Nosso provedor de e-mail publicou hoje que não enviou nada durante essas horas.',
						'Our e-mail provider published today that it sent nothing during these hours.',
					),
				},
				{
					at: deadline + 2 * DAY + 5 * MINUTE,
					happenedAt: deadline + 2 * HOUR,
					status: 'resolved',
					components: { 'email-delivery': 'operational' },
					body: say('El proveedor volvió a enviar.', 'O provedor voltou a enviar.', 'The provider sends again.'),
				},
			],
		},
	];
}
