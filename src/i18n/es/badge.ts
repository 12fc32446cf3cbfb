/** Insignias: un par de palabras junto al nombre del sitio o de un sistema. */
export const badgeInSpanish = {
	working: 'todo funciona',
	noKnownFault: 'sin fallas conocidas',
	partners: (count: number): string => (count === 1 ? 'falla de un socio' : 'fallas de socios'),
	open: (count: number) => (count === 1 ? '1 incidente abierto' : `${count} incidentes abiertos`),
	unconfirmed: 'falla sin confirmar',
	notKnown: 'sin datos',
	notAllKnown: 'faltan datos',
	late: 'mantenimiento atrasado',
	departed: 'ya no está en este sitio',
};
