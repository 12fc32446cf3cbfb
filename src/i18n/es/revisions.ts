/** Revisiones: qué regía cuándo y qué cambió. The other languages are measured by it, as by `es.ts`. */
export const revisionsInSpanish = {
	period: (from: string, until: string) => `Del ${from} al ${until}`,
	periodOpen: (from: string) => `Desde el ${from}`,
	publisher: {
		files: 'Archivos del sitio',
		desk: 'En el servidor (línea de comandos)',
		api: 'Un programa (API)',
		machine: 'El propio programa',
		staff: 'Equipo de guardia',
		legal: 'Equipo legal',
		admin: 'Administración',
	},
	source: 'Archivo publicado',
	compareWith: (number: number) => `Comparar con la revisión ${number}`,
	elsewhere: 'Otros acuerdos, publicados en otro lugar',
	elsewhereLead: 'Si contrataste otro plan, puede que tu acuerdo sea uno de estos.',
	askForIt: 'se publica en otro lugar; pídenos el texto',
	feed: (title: string) => `${title}: revisiones`,
	feedLink: 'Recibir las revisiones (Atom)',
	feedOfAll: (site: string) => `${site}: revisiones de los acuerdos`,
	first: 'Es la primera revisión.',
	asOf: {
		question: '¿Qué regía el…?',
		show: 'Ver',
		was: (date: string, number: number) => `El ${date} regía la revisión ${number}.`,
		still: 'Sigue en vigor.',
		notSince: (date: string) => `Dejó de estar en vigor el ${date}.`,
		permanent: 'Dirección permanente de esta revisión',
		tooEarly: 'Todavía no regía ningún texto',
		since: (date: string, since: string) =>
			`El ${date} no había ninguna revisión publicada. La primera está en vigor desde el ${since}.`,
		future: 'Ese momento todavía no llegó',
		unknown: (date: string) => `Nadie puede decir qué regirá el ${date}: antes puede entrar en vigor otra revisión.`,
		noInstant: 'Esa fecha no se entiende',
		expected: 'Elige un día y una hora, o escribe un momento como 2026-03-01T12:00:00-03:00.',
		badHeader: 'La fecha que pide tu programa no se entiende',
		expectedHeader: 'Se esperaba una fecha como «Thu, 31 May 2007 20:35:00 GMT».',
		current: 'Ver el texto en vigor',
	},
	compare: {
		title: (a: number, b: number) => `Qué cambió de la revisión ${a} a la ${b}`,
		terms: 'Plazos y condiciones',
		sameTerms: 'Ningún plazo ni condición cambió.',
		text: 'El texto, cláusula por cláusula',
		sameTextIn: (language: string) => `El texto en ${language} es el mismo, palabra por palabra.`,
		heading: 'Título',
		summary: 'Resumen',
		/** Qué texto decide si no dicen lo mismo. */
		prevails: (to: string, from: string) => `Ahora prevalece el texto en ${to}; antes prevalecía el texto en ${from}.`,
		newText: (language: string) => `El texto en ${language} es nuevo.`,
		goneText: (language: string) => `Ya no hay texto en ${language}.`,
		others: 'En los otros idiomas',
		noChange: 'sin cambios',
		tooMuch: 'es demasiado largo para compararlo',
		seeIn: (language: string) => `Comparar los textos en ${language}`,
		sameRevision: 'Es la misma revisión.',
		before: 'Antes',
		after: 'Después',
		absent: 'no figuraba',
		gone: 'ya no figura',
		unchanged: (count: number) => (count === 1 ? '1 cláusula sin cambios' : `${count} cláusulas sin cambios`),
		renumbered: (count: number) =>
			count === 1
				? '1 cláusula con otro número, sin otros cambios'
				: `${count} cláusulas con otro número, sin otros cambios`,
		kind: {
			changed: 'Modificada',
			added: 'Nueva',
			removed: 'Eliminada',
			marked_up: 'Mismas palabras, otra presentación',
			moved: 'En otro lugar',
			renumbered: 'Otro número',
			split: 'Dividida',
			merged: 'Unida',
		},
		clause: (number: string) => `Cláusula ${number}`,
		unnumbered: 'Sin número',
		/** `null` is what has no number; a list names all of them. */
		course: {
			renumbered: (from: string | null, to: string | null) =>
				from === null
					? `Antes no tenía número; ahora es la ${to}.`
					: to === null
						? `La ${from} ya no lleva número.`
						: `La ${from} ahora es la ${to}.`,
			moved: (number: string | null) =>
				number === null ? 'Este texto cambió de lugar.' : `La ${number} cambió de lugar.`,
			movedTo: (from: string, to: string) => `La ${from} cambió de lugar y ahora es la ${to}.`,
			regrouped: (from: string, into: string) => `Lo que estaba en ${from} está ahora en ${into}.`,
			nameless: 'un texto sin número',
		},
		removedWords: 'eliminado:',
		addedWords: 'agregado:',
		endOfWords: 'fin',
		inLanguage: (language: string) => `La comparación está en ${language}: es el idioma que tienen ambas revisiones.`,
		noLanguage: (a: number, b: number) =>
			`Las revisiones ${a} y ${b} no tienen ningún idioma en común, así que no hay palabras que comparar.`,
		choose: 'Comparar otras revisiones',
		from: 'Revisión',
		to: 'con la revisión',
		go: 'Comparar',
		reverse: 'Ver en sentido contrario',
	},
};

export type RevisionMessages = typeof revisionsInSpanish;
