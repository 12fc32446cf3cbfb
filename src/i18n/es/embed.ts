/** Lo que se ve del estado en páginas de otros. */
export const embedInSpanish = {
	label: (site: string) => `Estado de ${site}`,
	details: 'Ver detalles',
	now: (title: string) => `En mantenimiento: ${title}`,
	planned: (title: string, when: string) => `Mantenimiento previsto para el ${when}: ${title}`,
};
