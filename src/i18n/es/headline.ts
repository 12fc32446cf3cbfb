/** La frase de arriba, que dice nombres, y lo que está abierto en este momento. */
export const headlineInSpanish = {
	nothing_works: 'Ninguno de nuestros sistemas funciona',
	some: (count: number, of: number) => `${count} de ${of} sistemas tienen fallas`,
	ours: {
		working: 'nuestros sistemas funcionan',
		no_known_fault: 'en los nuestros, ninguna falla conocida',
	},
	others: {
		working: 'Los demás sistemas funcionan.',
		no_known_fault: 'En los demás, ninguna falla conocida.',
	},
	unconfirmed: (names: string) => `${names}: algo parece fallar; falta confirmarlo`,
	severalUnconfirmed: (count: number) => `${count} sistemas parecen fallar; falta confirmarlo`,
	nothing_known: 'No sabemos cómo están los sistemas: no llegan mediciones',
	not_known: (names: string) => `${names}: no llegan mediciones`,
	severalNotKnown: (count: number, of: number) => `De ${count} de ${of} sistemas no llegan mediciones`,
	open: (count: number) => (count === 1 ? 'Hay un incidente abierto' : `Hay ${count} incidentes abiertos`),
	workingButOpen: (count: number) =>
		count === 1 ? 'Todo funciona, con un incidente abierto' : `Todo funciona, con ${count} incidentes abiertos`,
	late: (names: string) => `${names}: mantenimiento atrasado`,
	someLate: 'Mantenimiento atrasado',
	severalLate: (count: number) => `${count} sistemas: mantenimiento atrasado`,
	severalMaintained: (count: number) => `${count} sistemas en mantenimiento`,
	unwatched: 'Sin fallas conocidas; en este momento nadie vigila',
	unwatchedUntil: (weekday: string, time: string) =>
		`Sin fallas conocidas; nadie vigila hasta el ${weekday} a las ${time}`,
	as_told: 'Sin fallas conocidas, según nuestro equipo',
	working: 'Todo funciona con normalidad',
	today: (time: string) => `a las ${time}`,
	day: (date: string) => `el ${date}`,
	asOf: (moment: string) => `Situación ${moment}`,
	updates: 'Recibir novedades',
	resolved: (moment: string, duration: string) => `Resuelto ${moment}; duró ${duration}`,
	alsoResolved: (count: number) =>
		count === 1
			? 'Otro incidente resuelto en las últimas 24 horas'
			: `Otros ${count} incidentes resueltos en las últimas 24 horas`,
	began: (moment: string, duration: string) => `Empezó ${moment}, hace ${duration}`,
	told: (age: string) => `Última novedad: hace ${age}`,
	dueProposal: (criticality: string, moment: string) =>
		`Criticidad ${criticality}; tiempo estimado para proponer una solución: ${moment}`,
	wasDueProposal: (criticality: string, moment: string, late: string) =>
		`Criticidad ${criticality}; el tiempo estimado para proponer una solución terminó ${moment}, hace ${late}`,
	due: (criticality: string, moment: string) => `Criticidad ${criticality}; plazo para la solución: ${moment}`,
	wasDue: (criticality: string, moment: string, late: string) =>
		`Criticidad ${criticality}; la solución debía llegar ${moment}, hace ${late}`,
	ofMembers: (count: number, of: number, status: string) => `${count} de ${of}: ${status}`,
	faulty: 'con fallas',
	faultyOrMaintained: 'con fallas o en mantenimiento',
	failingPartners: (names: string, count: number) =>
		count === 1 ? `${names}, del que depende, tiene fallas` : `${names}, de los que depende, tienen fallas`,
	asTold: 'Funciona, según nuestro equipo',
	unreachable: (moment: string) => `No logramos comunicarnos con el sitio. Lo que ves es la situación ${moment}.`,
	myTime: 'Mostrar mi hora',
	siteTime: 'Mostrar la hora del sitio',
	copied: 'Dirección copiada',
	at: {
		was: (date: string) =>
			`Así estaba publicado el ${date}. Los nombres de los sistemas son los de hoy; lo que se retiró o se tachó después no se muestra.`,
		measuredLate:
			'Algunas mediciones de ese momento o de antes llegaron después: las fallas que revelaron no se muestran, pero si se midió o no, y las fallas que desmintieron, es como se sabe hoy.',
		withdrawn: (count: number) =>
			count === 1
				? 'Entonces se veía además lo siguiente, que se retiró después; por eso el titular pudo ser otro:'
				: `Entonces se veían además ${count} publicaciones que se retiraron después; por eso el titular pudo ser otro:`,
		now: 'Ver cómo está ahora',
		question: '¿Cómo estaba todo el…?',
		too_early: 'Todavía no se publicaba nada',
		since: (date: string) => `La primera publicación de este sitio es del ${date}; de lo anterior no hay prueba.`,
		future: 'Ese momento todavía no llegó',
		no_instant: 'Esa fecha no se entiende',
		expected: 'Elige un día y una hora que ya pasaron, o escribe un momento como 2026-03-01T12:00:00-03:00.',
	},
	offer: 'Ver en español',
};
