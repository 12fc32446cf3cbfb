/** El curso de un incidente: sus momentos, lo que prometimos y el dibujo de ambos. */
export const courseInSpanish = {
	title: 'Cronología',
	due: (criticality: string) => `Plazo para la solución (${criticality})`,
	nextUpdate: 'Próxima novedad prometida',
	missedBy: (time: string) => `No cumplida: ${time} de retraso`,
	missedSince: (time: string) => `No cumplida: venció hace ${time}`,
	bars: 'Cuanto más gruesa la barra, más grave.',
	ticks: 'Los trazos cortos son nuestras novedades.',
	now: 'La línea punteada es el momento actual.',
	shortened: 'Lo que sigue se dibuja más corto de lo que dura.',
};
