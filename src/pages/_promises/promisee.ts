import type { Messages } from '../../i18n/es/messages.ts';
import type { VerdictCard } from '../../queries/pages/verdict-cards.ts';

/** What a promise was made to: of a ticket nothing is said but what was promised for it. */
export function promiseeInWords(t: Messages, { incident, term, of }: VerdictCard): string {
	if (incident) return incident.title.wording;
	return t.promises.ticket(term === 'solution' ? t.criticality[of as keyof Messages['criticality']] : of);
}
