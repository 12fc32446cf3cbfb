/** Lo que se ve de una página cuando alguien comparte su dirección. */
export const shareInSpanish = {
	about: (site: string) => `Cómo está ${site} ahora, qué pasó y a qué nos comprometemos.`,
	alt: (site: string) => `Estado de ${site}`,
	planned: (from: string, until: string | null) =>
		`Previsto: ${until === null ? `desde el ${from}` : `del ${from} al ${until}`}.`,
};
