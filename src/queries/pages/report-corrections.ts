import { knownComponent } from '../../domain/component.ts';
import type { FigureChange, Miss, ReportFigures } from '../../domain/report/report-figures.ts';
import { planNameIn } from '../../domain/sla/commitments.ts';
import type { Wording } from '../../domain/text.ts';
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
	/** What the system is called that the figure is of; null where it is of none. */
	system: string | null;
	/** What the plan is called that it is of; null where it is of none, or of all. */
	plan: string | null;
}

export interface DayOfCorrections {
	/** 'YYYY-MM-DD' in the site's zone. */
	date: string;
	/** Those that came from the same stand together. */
	groups: { changes: CorrectedFigure[]; causes: CorrectionCause[] | null }[];
}

/** A publication that bore on figures of a frozen month. Null where an earlier version found the change, which did not keep that. */
export interface CorrectionCause {
	number: number;
	/** Whose it was: `incident`, `tickets`, `status` …; `promises` for an outcome, whatever it is of. */
	about: string;
	incident: { id: string; title: Wording } | null;
}

/** Day by day, oldest first: a figure that changed several times on a day is said once. */
export async function correctionDays(
	reading: Reading,
	report: Pick<ReportFigures, 'document' | 'month'>,
	corrections: Correction[],
): Promise<DayOfCorrections[]> {
	const catalogue = await reading.stores.components.catalogue();
	const nameOf = (slug: string) => {
		const component = knownComponent(catalogue, slug);
		return component ? worded(reading, component.name).wording : null;
	};
	const revisions = await reading.stores.revisions.of(report.document);
	const terms = revisions.at(-1)?.terms;
	/** Commitments go by their ids, which earlier revisions had, too. */
	const planOf = ([section, key = '']: FigureChange['figure']) => {
		const all = revisions.toReversed().flatMap((one) => one.terms.commitments);
		const plan = section === 'first_response' ? key : all.find(({ id }) => id === key)?.plan;
		return terms && plan !== undefined && ['first_response', 'commitments'].includes(section ?? '')
			? planNameIn(terms, plan)
			: null;
	};
	const byDay = Map.groupBy(corrections, ({ at }) => dayOf(reading.site.time_zone, at));
	const days: DayOfCorrections[] = [];
	for (const [date, ofDay] of byDay) {
		const changes = await Promise.all(
			folded(ofDay).map(async (change) => ({
				...(await described(reading, report, change, nameOf)),
				plan: planOf(change.figure),
			})),
		);
		const groups = Map.groupBy(changes, ({ because }) => JSON.stringify(because ?? null));
		const told = [...groups.values()].map(async (own) => ({
			changes: own,
			causes: await causesOf(reading, own[0]?.because),
		}));
		if (changes.length > 0) days.push({ date, groups: await Promise.all(told) });
	}
	return days;
}

/** Oldest first. */
async function causesOf(reading: Reading, numbers: FigureChange['because']): Promise<CorrectionCause[] | null> {
	if (numbers === undefined) return null;
	const entries = numbers.length === 0 ? [] : await reading.stores.publications.withNumbers([...numbers]);
	const subjects = entries.map(({ number, action, subject }) => {
		const [kind, id] = subject.split('/') as [string, string?];
		return { number, about: action.startsWith('promise.') ? 'promises' : kind, id };
	});
	const ids = subjects.flatMap(({ about, id }) => (about === 'incident' && id ? [id] : []));
	const titles = new Map((await reading.stores.incidents.withIds([...new Set(ids)])).map((one) => [one.id, one.title]));
	return subjects
		.map(({ number, about, id = '' }) => {
			const title = about === 'incident' ? titles.get(id) : undefined;
			return { number, about, incident: title ? { id, title: worded(reading, title) } : null };
		})
		.sort((one, other) => one.number - other.number);
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
		return first.from === last.to ? changes : [{ ...last, from: first.from, ...allCauses(changes) }];
	});
}

function allCauses(changes: FigureChange[]): Pick<FigureChange, 'because'> {
	if (changes.some(({ because }) => because === undefined)) return {};
	return { because: [...new Set(changes.flatMap(({ because = [] }) => because))] };
}

async function described(
	reading: Reading,
	report: Pick<ReportFigures, 'document' | 'month'>,
	change: FigureChange,
	nameOf: (slug: string) => string | null,
): Promise<Omit<CorrectedFigure, 'plan'>> {
	const [section, key = ''] = change.figure;
	if (section === 'misses') {
		const [kind, id, term, of] = key.split(' ') as [Miss['kind'], string, Miss['term'], string];
		const justification = change.to === 'justified' ? await justificationOf(reading, report, { kind, id }) : null;
		return { ...change, miss: { kind, id, term, of }, justification, system: null };
	}
	const slug = section === 'availability' ? key : section === 'commitments' ? change.figure[2] : undefined;
	return { ...change, miss: null, justification: null, system: slug === undefined ? null : nameOf(slug) };
}
