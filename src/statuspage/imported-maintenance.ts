import type { ImportedMaintenance } from '../domain/imports/imported-page.ts';
import type { Instant } from '../domain/instant.ts';

/** What is done elsewhere is not ours to start or end, and no series of ours. */
const notOurs = { automatic: false, seriesId: null, occurrence: null };

type Told = Omit<ImportedMaintenance, 'startedAt' | 'endedAt' | keyof typeof notOurs> & {
	/** When the page says that it was over, should no update say so. */
	completedAt: Instant | null;
};

/**
 * The one place where a maintenance of another page becomes one of ours. When work began and ended is what its updates
 * say; where they don't and it is past that, it began as planned.
 */
export function importedMaintenance({ completedAt, ...told }: Told): ImportedMaintenance {
	const { status, updates, planned } = told;
	const said = (wanted: string) => updates.find((update) => update.status === wanted)?.happenedAt ?? null;
	if (status === 'scheduled' || status === 'cancelled')
		return { ...told, ...notOurs, startedAt: said('in_progress'), endedAt: null };
	const over = status === 'completed' ? (said('completed') ?? completedAt ?? planned.end) : null;
	const startedAt = said('in_progress') ?? Math.min(planned.start, over ?? planned.start);
	return { ...told, ...notOurs, startedAt, endedAt: over === null ? null : Math.max(over, startedAt) };
}
