import type { embedInSpanish } from '../es/embed.ts';

export const embedInPortuguese: typeof embedInSpanish = {
	label: (site) => `Status de ${site}`,
	details: 'Ver detalhes',
	now: (title) => `Em manutenção: ${title}`,
	planned: (title, when) => `Manutenção prevista para ${when}: ${title}`,
};
