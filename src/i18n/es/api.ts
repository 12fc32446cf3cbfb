/** La página de las API, para personas. */
export const apiInSpanish = {
	title: 'API',
	lead: 'Qué se puede preguntar a este sitio desde un programa, y cómo.',
	withoutScript:
		'Para ver aquí las descripciones hace falta JavaScript. Sin él, los enlaces llevan a las mismas descripciones en JSON.',
	json: 'Descripción en OpenAPI (JSON)',
	v2: 'API pública, /api/v2',
	v2Lead:
		'Responde como Atlassian Statuspage: los programas que leen una página de esas leen también esta. No hace falta ninguna clave.',
	v1: 'API de administración, /api/v1',
	v1Lead: 'Para el equipo que publica. Casi todo pide una clave.',
};
