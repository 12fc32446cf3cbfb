import type { daysInSpanish } from '../es/days.ts';

/** Os dias de um sistema: os noventa do desenho, e a página de cada um. */
export const daysInPortuguese: typeof daysInSpanish = {
	was: {
		major_outage: 'fora do ar',
		partial_outage: 'com falha parcial',
		degraded_performance: 'com lentidão ou falhas leves',
		under_maintenance: 'em manutenção',
	},
	counted: (days, what) => `${days} dias: ${what.length === 0 ? 'todos normais' : what.join(', ')}`,
	unmeasured: (days) => (days === 1 ? '1 não medido por completo' : `${days} não medidos por completo`),
	unwatched: (days) => `${days} sem monitoramento`,
	unrecorded: (days) => `${days} sem registro`,
	fine: 'Normal',
	fineDay: 'Nada a assinalar',
	gap: 'Não medido por completo',
	nothingKnown: 'Sem monitoramento ou sem registro',
	hours: 'Hora a hora',
	rowLegend: 'O dia, da 0h às 24h: quanto mais alta a barra, pior.',
	figure: 'A disponibilidade deste dia',
	soFar: 'O dia até agora',
	whole: 'Duração do dia',
	weighted: (status, weight) => `${status} (conta ${weight})`,
	uncounted: (status) => `${status} (não conta como queda)`,
	leftOut: (status) => `${status} (fica fora da conta)`,
	sum: (sum, figure) => `Aqui, em minutos: ${sum} = ${figure}.`,
	incidents: 'Incidentes deste dia',
	noIncidents: 'Nenhum.',
	maintenances: 'Manutenções deste dia',
	noMaintenances: 'Nenhuma.',
	choose: 'Outros dias',
	before: 'Dia anterior',
	after: 'Dia seguinte',
	all: (name) => `Os últimos 90 dias de ${name}`,
	// De segunda a sexta-feira.
	daysOfWeek: (from, to) => `de ${from.replace(/-feira$/, '')} a ${to}`,
	everyDay: 'todos os dias',
};
