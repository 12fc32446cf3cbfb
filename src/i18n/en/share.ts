import type { shareInSpanish } from '../es/share.ts';

export const shareInEnglish: typeof shareInSpanish = {
	about: (site) => `How ${site} is now, what happened, and what we commit to.`,
	alt: (site) => `Status of ${site}`,
	planned: (from, until) => `Planned: ${until === null ? `from ${from}` : `${from} to ${until}`}.`,
};
