import type { shareInSpanish } from '../es/share.ts';

export const shareInPortuguese: typeof shareInSpanish = {
	about: (site) => `Como está ${site} agora, o que aconteceu e com o que nos comprometemos.`,
	alt: (site) => `Status de ${site}`,
	planned: (from, until) => `Prevista: ${until === null ? `a partir de ${from}` : `de ${from} a ${until}`}.`,
};
