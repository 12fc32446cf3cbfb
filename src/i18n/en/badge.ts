import type { badgeInSpanish } from '../es/badge.ts';

export const badgeInEnglish: typeof badgeInSpanish = {
	working: 'all working',
	noKnownFault: 'no known faults',
	partners: (count) => (count === 1 ? 'a partner is failing' : 'partners are failing'),
	open: (count) => (count === 1 ? '1 open incident' : `${count} open incidents`),
	unconfirmed: 'unconfirmed fault',
	notKnown: 'no data',
	notAllKnown: 'data missing',
	late: 'maintenance late',
	departed: 'no longer on this site',
};
