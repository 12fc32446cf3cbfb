/** Cómo enterarse de las novedades, y cómo mostrarlas en otras páginas. */
export const subscribeInSpanish = {
	title: 'Recibir novedades',
	lead: 'Elige cómo quieres enterarte. No pedimos datos ni usamos cookies. Todavía no enviamos correos.',
	link: 'Recibir novedades',
	copy: 'Copiar',
	copied: 'Copiado',
	feeds: 'Lectores de feeds (RSS)',
	feedsLead:
		'Agrega una de estas direcciones a tu lector, a Slack o a Teams. Cada incidente es una entrada que se actualiza con cada novedad; muchos lectores solo avisan de la primera.',
	incidents: 'Incidentes y mantenimientos',
	sla: 'Cambios de los acuerdos',
	promises: 'Plazos no cumplidos',
	calendar: 'Calendario',
	calendarLead:
		'Agrega esta dirección a tu calendario como calendario por suscripción: los mantenimientos aparecen allí y, si cambian de fecha, se actualizan solos.',
	maintenance: 'Mantenimientos',
	badge: 'Insignia',
	badgeLead:
		'Una imagen que dice cómo está todo. Está en verde solo si se sabe que todo funciona, y en gris si no se sabe.',
	image: 'Dirección de la imagen',
	shields: 'Datos para shields.io',
	html: 'HTML',
	markdown: 'Markdown',
	embed: 'Aviso en tu página',
	embedLead:
		'Muestra una barra solo cuando algo falla o cuando hay un mantenimiento previsto. Si no hay nada que contar, no muestra nada (el iframe conserva su espacio). No usa cookies ni se conecta con terceros.',
	script: 'Con un script, al principio de la página',
	frame: 'Con un iframe',
	policy: (origin: string) =>
		`Si tu página tiene una política de seguridad de contenido (CSP), permite ${origin} en script-src y en connect-src; para el iframe, en frame-src.`,
	programs: 'Programas',
	programsLead: 'Los programas que leen páginas de Atlassian Statuspage también leen esta.',
	summary: 'Resumen',
	docs: 'Documentación de las API',
	bySystem: 'Por sistema',
	bySystemLead: 'Novedades e insignia de un solo sistema o socio.',
};
