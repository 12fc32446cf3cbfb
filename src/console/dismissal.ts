import { dismissProposal } from '../commands/dismiss-proposal.ts';
import { Dismissal } from '../inputs/dismissal.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, type Outcome } from './act.ts';
import { said } from './said.ts';
import { valuesIn } from './values.ts';
import type { Visit } from './visit.ts';

/** Puts a proposal aside, with the reason: it needs no incident. Null where nothing was sent. */
export async function dismissalOutcome(
	{ stores, language, now, site }: Reading & { stores: Stores },
	visit: Visit,
): Promise<Outcome | null> {
	const { form } = visit;
	if (form === null || form.has('again')) return null;
	const id = form.get('proposal') ?? '';
	return actOnce(stores, visit, '/admin', async (writing) => {
		// A program may have none to give; a person has.
		const why = said(Dismissal.required(), valuesIn(form, ['reason'], now, site.time_zone), language);
		await dismissProposal(stores, id, why, writing, now);
		return `proposal/${id}`;
	});
}
