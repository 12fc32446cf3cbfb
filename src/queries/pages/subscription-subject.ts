import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';

/** What `incident/k3j9x0c2m1aa` is called; null where there is none, or it should never have been published. */
export async function subscriptionSubject(reading: Reading, subject: string | null): Promise<Wording | null> {
	const [kind, id = ''] = (subject ?? '').split('/');
	if (kind !== 'incident' && kind !== 'maintenance') return null;
	const found = kind === 'incident' ? reading.stores.incidents.find(id) : reading.stores.maintenances.find(id);
	const one = await found;
	return one && !one.retraction ? worded(reading, one.title) : null;
}
