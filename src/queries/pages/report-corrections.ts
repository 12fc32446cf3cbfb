import { knownComponent } from '../../domain/component.ts';
import type { FigureChange, Miss } from '../../domain/report/report-figures.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Correction } from '../../stores/stores.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { justificationOf } from './report-misses.ts';
import type { Said } from './said.ts';

export interface CorrectedFigure extends FigureChange {
	/** Of a miss: what it is about. */
	miss: Pick<Miss, 'kind' | 'id' | 'term' | 'of'> | null;
	/** Of a miss that is justified by now. */
	justification: Said | null;
	/** What the second step of the figure is called, where it is the slug of a system. */
	system: string | null;
}

export interface DayOfCorrections {
	/** 'YYYY-MM-DD' in the site's zone. */
	date: string;
	changes: CorrectedFigure[];
}

/** Day by day, oldest first: a figure that changed several times on a day is said once. */
export async function correctionDays(reading: Reading, corrections: Correction[]): Promise<DayOfCorrections[]> {
	const catalogue = await reading.stores.components.catalogue();
	const nameOf = (slug: string) => {
		const component = knownComponent(catalogue, slug);
		return component ? worded(reading, component.name).wording : null;
	};
	const byDay = Map.groupBy(corrections, ({ at }) => dayOf(reading.site.time_zone, at));
	const days: DayOfCorrections[] = [];
	for (const [date, ofDay] of byDay) {
		const changes = await Promise.all(folded(ofDay).map((change) => described(reading, change, nameOf)));
		if (changes.length > 0) days.push({ date, changes });
	}
	return days;
}

/** From the first value of a day to its last. */
function folded(corrections: Correction[]): FigureChange[] {
	const byFigure = Map.groupBy(
		corrections.flatMap(({ changes }) => changes),
		({ figure }) => JSON.stringify(figure),
	);
	return [...byFigure.values()].flatMap((changes) => {
		const [first, last] = [changes[0] as FigureChange, changes.at(-1) as FigureChange];
		// What was taken back the same day was published all the same.
		return first.from === last.to ? changes : [{ ...last, from: first.from }];
	});
}

async function described(
	reading: Reading,
	change: FigureChange,
	nameOf: (slug: string) => string | null,
): Promise<CorrectedFigure> {
	const [section, key = ''] = change.figure;
	if (section === 'misses') {
		const [kind, id, term, of] = key.split(' ') as [Miss['kind'], string, Miss['term'], string];
		const justification = change.to === 'justified' ? await justificationOf(reading, kind, id) : null;
		return { ...change, miss: { kind, id, term, of }, justification, system: null };
	}
	return { ...change, miss: null, justification: null, system: section === 'availability' ? nameOf(key) : null };
}
