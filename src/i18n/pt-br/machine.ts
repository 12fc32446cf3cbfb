import type { machineInSpanish } from '../es/machine.ts';

export const machineInPortuguese: typeof machineInSpanish = {
	maintenance: {
		onTime: {
			in_progress: 'A manutenção começou conforme o previsto.',
			completed: 'A manutenção terminou conforme o previsto.',
		},
		since: {
			in_progress: (time) => `A manutenção começou conforme o previsto, em ${time}.`,
			completed: (time) => `A manutenção terminou conforme o previsto, em ${time}.`,
		},
		missed: 'Esta página estava fora do ar naquele momento; registramos isso na volta.',
		late: 'Registramos isso mais tarde.',
		noMore: 'Cancelado: esta manutenção não se repetirá mais.',
		movedInCalendar: 'A data mudou no calendário de origem.',
		cancelledInCalendar: 'Cancelada no calendário de origem.',
	},
	proposal: {
		partner: {
			title: (name) => `${name} informa uma falha`,
			body: 'O parceiro informa isso na própria página. Estamos acompanhando e contaremos como evolui.',
		},
		monitor: {
			title: (name) => `${name}: detectamos uma falha`,
			body: 'Foi detectada pelo nosso monitoramento automático. Estamos investigando.',
		},
		alert: {
			title: (name) => `${name}: detectamos uma falha`,
			body: 'Um dos nossos alertas avisou. Estamos investigando.',
		},
	},
};
