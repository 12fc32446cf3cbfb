import { HOUR, MINUTE } from '../domain/instant.ts';
import { addBusinessDays } from '../domain/sla/deadline.ts';
import type { OfficeHours } from '../domain/time/office.ts';
import type { Calendar } from './calendar.ts';
import { type IncidentStory, say } from './story.ts';

/** Urgent, and not solved within its business day. */
export function missedIncident({ atWork }: Calendar, office: OfficeHours): IncidentStory {
	const start = atWork(72, '09:40');
	const acceptedAt = start + 15 * MINUTE;
	const { deadline } = addBusinessDays(office, acceptedAt, 1);
	return {
		title: say('Los reportes no cargan', 'Os relatórios não carregam', 'Reports do not load'),
		impact: 'major',
		criticality: 'urgent',
		justification: {
			at: deadline + 26 * HOUR,
			body: say(
				'Reconstruir los datos a partir de los originales llevó un día más de lo que calculamos: preferimos verificar cada mes antes de mostrarlo. Desde entonces guardamos una segunda copia, con la que habría bastado una hora.',
				'Reconstruir os dados a partir dos originais levou um dia a mais do que calculamos: preferimos conferir cada mês antes de mostrá-lo. Desde então guardamos uma segunda cópia, com a qual teria bastado uma hora.',
				'Rebuilding the data from the originals took a day longer than we thought: we chose to check each month before showing it. Since then we keep a second copy, with which an hour would have been enough.',
			),
		},
		startedAt: start,
		acceptedAt,
		posts: [
			{
				at: acceptedAt + 3 * MINUTE,
				status: 'investigating',
				components: { reports: 'major_outage' },
				body: say(
					'Ningún reporte carga ni se puede exportar. La atención, los bots y las campañas funcionan con normalidad. Próxima novedad en una hora.',
					'Nenhum relatório carrega nem pode ser exportado. O atendimento, os bots e as campanhas funcionam normalmente. Próxima atualização em uma hora.',
					'No report loads, and none can be exported. Conversations, bots and campaigns work normally. Next update in an hour.',
				),
			},
			{
				at: start + 65 * MINUTE,
				status: 'identified',
				components: { reports: 'partial_outage' },
				body: say(
					'Se dañó la copia de datos que usan los reportes; los datos originales están intactos. Los reportes de hoy ya se pueden ver. Los de días anteriores vuelven a medida que reconstruimos la copia, lo que llevará varias horas.',
					'A cópia de dados usada pelos relatórios foi danificada; os dados originais estão intactos. Os relatórios de hoje já podem ser vistos. Os de dias anteriores voltam à medida que reconstruímos a cópia, o que levará várias horas.',
					'The copy of the data that reports are made from was damaged; the original data is intact. Reports of today can be seen again. Earlier days come back as we rebuild the copy, which will take several hours.',
				),
			},
			{
				at: start + 5 * HOUR,
				status: 'identified',
				components: { reports: 'degraded_performance' },
				body: say(
					'Ya están los últimos 30 días. Los reportes más largos tardan en abrir mientras seguimos con los meses anteriores. Daremos la próxima novedad el próximo día hábil.',
					'Os últimos 30 dias já estão disponíveis. Os relatórios mais longos demoram para abrir enquanto seguimos com os meses anteriores. A próxima atualização será no próximo dia útil.',
					'The last 30 days are back. Longer reports are slow to open while we go on with the earlier months. The next update follows on the next business day.',
				),
			},
			{
				at: deadline + 4 * MINUTE,
				status: 'identified',
				body: say(
					'No llegamos a resolverlo en el plazo de un día hábil que estima el acuerdo. Reconstruir los datos llevó más de lo que calculamos porque preferimos verificar cada mes antes de mostrarlo. Falta el último mes; esperamos terminar hoy mismo.',
					'Não conseguimos resolver dentro do prazo de um dia útil que o acordo estima. Reconstruir os dados levou mais tempo do que calculamos, porque preferimos conferir cada mês antes de exibi-lo. Falta o último mês; esperamos terminar ainda hoje.',
					'We have not solved this within the one business day that the agreement estimates. Rebuilding took longer than we reckoned because we chose to check every month before showing it. One month is left; we expect to finish today.',
				),
			},
			{
				at: deadline + 4 * HOUR + 20 * MINUTE,
				status: 'resolved',
				components: { reports: 'operational' },
				body: say(
					'Todos los reportes están completos y verificados contra los datos originales. Lamentamos haber tardado más de lo estimado.',
					'Todos os relatórios estão completos e foram conferidos com os dados originais. Lamentamos ter demorado mais do que o estimado.',
					'Every report is complete and has been checked against the original data. We are sorry that it took longer than estimated.',
				),
			},
		],
	};
}
