/** Lo que el sistema publica por su cuenta: queda en el historial, en todos los idiomas a la vez. */
export const machineInSpanish = {
	maintenance: {
		onTime: {
			in_progress: 'El mantenimiento comenzó según lo previsto.',
			completed: 'El mantenimiento terminó según lo previsto.',
		},
		since: {
			in_progress: (time: string) => `El mantenimiento comenzó según lo previsto, el ${time}.`,
			completed: (time: string) => `El mantenimiento terminó según lo previsto, el ${time}.`,
		},
		missed: 'Esta página estaba detenida en ese momento; lo registramos al volver.',
		late: 'Lo registramos más tarde.',
		noMore: 'Cancelado: este mantenimiento ya no se repetirá.',
		movedInCalendar: 'La fecha cambió en el calendario de origen.',
		cancelledInCalendar: 'Cancelado en el calendario de origen.',
	},
	proposal: {
		partner: {
			title: (name: string) => `${name} informa una falla`,
			body: 'El socio lo informa en su propia página. Lo estamos siguiendo y les contaremos cómo avanza.',
		},
		monitor: {
			title: (name: string) => `${name}: detectamos una falla`,
			body: 'La detectó nuestra vigilancia automática. Estamos investigando.',
		},
		alert: {
			title: (name: string) => `${name}: detectamos una falla`,
			body: 'Nos avisó una de nuestras alertas. Estamos investigando.',
		},
	},
};
