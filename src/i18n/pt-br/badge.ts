import type { badgeInSpanish } from '../es/badge.ts';

export const badgeInPortuguese: typeof badgeInSpanish = {
	working: 'tudo funcionando',
	noKnownFault: 'sem falhas conhecidas',
	partners: (count) => (count === 1 ? 'falha de um parceiro' : 'falhas de parceiros'),
	open: (count) => (count === 1 ? '1 incidente aberto' : `${count} incidentes abertos`),
	unconfirmed: 'falha não confirmada',
	notKnown: 'sem dados',
	notAllKnown: 'faltam dados',
	late: 'manutenção atrasada',
	departed: 'não está mais neste site',
};
