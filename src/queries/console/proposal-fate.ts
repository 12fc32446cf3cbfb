import { withTexts } from '../../domain/ledger-texts.ts';
import type { Text, Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** What became of a failure that was proposed as an incident: somebody dismissed it, or nothing fails any more. */
export interface ProposalFate {
	kind: 'dismissed' | 'over';
	/** Why it was dismissed, where that was said. */
	reason: Wording | null;
}

/** Null while it stands as it was proposed. @param id of the proposal */
export async function proposalFate(reading: Reading, id: string): Promise<ProposalFate | null> {
	const { stores } = reading;
	const observation = (await stores.observations.open()).find((one) => one.id === id);
	if (observation === undefined) return { kind: 'over', reason: null };
	if (observation.dismissedAt === null) return null;
	const entries = (await stores.publications.about(`component/${observation.component}`)).filter(
		({ action }) => action === 'proposal.dismissed',
	);
	const texts = await stores.publications.textsOf(entries.map(({ number }) => number));
	const said = entries.map(({ number, data }) => withTexts(data, texts.get(number) ?? []) as Dismissed);
	const reason = said.findLast((one) => one.id === id)?.reason;
	// What had to go is not there any more.
	const words = Object.fromEntries(Object.entries(reason ?? {}).filter(([, wording]) => typeof wording === 'string'));
	return { kind: 'dismissed', reason: Object.keys(words).length === 0 ? null : worded(reading, words) };
}

interface Dismissed {
	id: string;
	reason?: Text;
}
