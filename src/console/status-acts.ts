import { giveBackComponentStatus, setComponentStatus } from '../commands/set-component-status.ts';
import { type Override, standingOverride } from '../domain/status/status.ts';
import { StatusByHand } from '../inputs/status-by-hand.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, type Outcome } from './act.ts';
import type { Visit } from './door.ts';
import { said } from './said.ts';
import { asSeen } from './seen.ts';
import { valuesIn } from './values.ts';

/** In place of nothing, which has no mark of its own. */
export const NOT_SET = { component: null };

/** Sets a status by hand, or gives it back; null where nothing was sent, or only to go on writing. */
export async function statusOutcome(reading: Reading & { stores: Stores }, visit: Visit): Promise<Outcome | null> {
	const { form } = visit;
	if (form === null || form.has('again')) return null;
	const { stores, now, site, language } = reading;
	const slug = form.get('component') ?? '';
	return actOnce(stores, visit, '/admin/components', async (writing) => {
		const seen = (standing: Override | null) => asSeen<object>(form)(standing ?? NOT_SET);
		if (form.get('act') === 'back') await giveBackComponentStatus(stores, slug, writing, now, seen);
		else {
			const input = said(StatusByHand, valuesIn(form, ['status', 'reason'], now, site.time_zone), language);
			await setComponentStatus(stores, slug, input, writing, now, seen);
		}
		return `component/${slug}`;
	});
}

/** The status that staff hold a component to now, as a form marks it. */
export function heldBy(overrides: readonly Override[], slug: string): Override | typeof NOT_SET {
	return standingOverride({ overrides: [...overrides] }, slug) ?? NOT_SET;
}
