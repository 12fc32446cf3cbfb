import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { withoutSource } from '../domain/watch/alert-observations.ts';
import type { Stores } from '../stores/stores.ts';

/** Ends what sources said that site.yaml names no more: nobody can say any longer that it is over. @returns their names */
export async function endLeftAlerts(
	stores: Pick<Stores, 'alerts' | 'observations'>,
	configured: readonly { name: string }[],
	writing: Writing,
	now: Instant,
): Promise<string[]> {
	allow(writing.by, 'alerts');
	const open = (await stores.observations.open()).filter(({ kind }) => kind === 'alert');
	const names = new Set(configured.map(({ name }) => name));
	const left = [...new Set(open.map(({ source }) => source))].filter((source) => !names.has(source));
	for (const source of left) {
		await stores.alerts.record(source, [], (before) => withoutSource(before, now), writing, now);
	}
	return left;
}
