import type { Text } from '../text.ts';

/** Names that date-holidays has in the language of the country alone, by that name. */
export const holidayNames: Record<string, Text> = {
	'Dia de Tiradentes': { es: 'Día de Tiradentes' },
	'Dia de Eleição': { es: 'Día de elecciones' },
	'Nossa Senhora Aparecida': { es: 'Nuestra Señora Aparecida' },
	'Proclamação da República': { es: 'Proclamación de la República' },
	'Dia da Consciência Negra': { es: 'Día de la Conciencia Negra' },
};
