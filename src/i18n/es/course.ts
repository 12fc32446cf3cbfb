/** El curso de un incidente: sus momentos, los compromisos y el dibujo de ambos. */
export const courseInSpanish = {
	title: 'Cronología',
	due: (criticality: string) => `Plazo para la solución (${criticality})`,
	dueProposal: (criticality: string) => `Tiempo estimado para proponer una solución (${criticality})`,
	nextUpdate: 'Próxima novedad anunciada',
	missedBy: (time: string) => `No cumplido: ${time} de retraso`,
	missedSince: (time: string) => `No cumplido: venció hace ${time}`,
	bars: 'Cuanto más gruesa la barra, más grave.',
	ticks: 'Los trazos cortos son nuestras novedades.',
	now: 'La línea punteada es el momento actual.',
	shortened: 'Lo que sigue se dibuja más corto de lo que dura.',
};
