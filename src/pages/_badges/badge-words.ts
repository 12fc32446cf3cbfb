import { unknownWord } from '../../components/unknown-word.ts';
import type { Headline } from '../../domain/status/headline.ts';
import type { Messages } from '../../i18n/es/messages.ts';
import type { ComponentBadge } from '../../queries/pages/badges.ts';
import type { Badge } from '../../render/badge.ts';

/** The headline in a few words. */
export function siteWords(t: Messages, headline: Headline): string {
	const words = t.badge;
	switch (headline.kind) {
		case 'nothing_works':
			return t.componentStatus.major_outage.toLowerCase();
		case 'affected':
			return t.componentStatus[headline.mark].toLowerCase();
		case 'partners':
			return words.partners(headline.affected.reduce((sum, { slugs }) => sum + slugs.length, 0));
		case 'unconfirmed':
			return words.unconfirmed;
		case 'nothing_known':
			return words.notKnown;
		case 'not_known':
			return words.notAllKnown;
		case 'open_incidents':
			return words.open(headline.count);
		case 'late':
			return words.late;
		case 'maintenance':
			return t.componentStatus.under_maintenance.toLowerCase();
		case 'not_watched':
		case 'as_told':
			return words.noKnownFault;
		case 'working':
			return words.working;
	}
}

/** Nothing is green of which nobody knows: what works as people told is grey, and so is what seems to fail. */
export function componentWords(t: Messages, badge: ComponentBadge): Pick<Badge, 'message' | 'status'> {
	const { status, because, asTold, doubted, departed } = badge;
	if (departed) return { message: t.badge.departed, status: 'unknown' };
	if (status === 'operational' && doubted) return { message: t.badge.unconfirmed, status: 'unknown' };
	if (asTold) return { message: t.badge.noKnownFault, status: 'unknown' };
	const word = status === 'unknown' ? unknownWord(t, because?.kind ?? 'unknown') : t.componentStatus[status];
	return { message: word.toLowerCase(), status };
}
