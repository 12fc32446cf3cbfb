import type { embedInSpanish } from '../es/embed.ts';

export const embedInEnglish: typeof embedInSpanish = {
	label: (site) => `Status of ${site}`,
	details: 'See details',
	now: (title) => `Under maintenance: ${title}`,
	planned: (title, when) => `Maintenance planned for ${when}: ${title}`,
};
