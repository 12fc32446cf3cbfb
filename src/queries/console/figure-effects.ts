import { type Instant, MINUTE } from '../../domain/instant.ts';
import { type FigureChange, figureChange } from '../../domain/status/figure-change.ts';
import { timelineOf } from '../../domain/status/status.ts';
import { freezesAt, monthOf } from '../../domain/time/month.ts';
import { factsDuring } from '../shared/facts.ts';
import type { Reading } from '../shared/reading.ts';
import { supposedFacts } from './supposed.ts';
import type { ToPreview } from './to-preview.ts';

/** What a post changes of the figures of a component, until now. */
export interface FigureEffect extends FigureChange {
	name: string;
}

/** What a post changes of the figures. */
export interface FigureEffects {
	/** Those of which a minute or more changes. */
	of: FigureEffect[];
	/** Does it reach a month whose figures stand already, and get a correction? */
	reachesClosed: boolean;
}

/** @param names what each component is called, by its slug */
export async function figureEffects(
	reading: Reading,
	to: ToPreview,
	names: ReadonlyMap<string, string>,
): Promise<FigureEffects> {
	const { now, site } = reading;
	const { reach } = to.event;
	if (reach >= now || !Number.isFinite(new Date(reach).getTime())) return { of: [], reachesClosed: false };
	const range = { start: reach, end: now };
	const facts = await factsDuring(reading, range);
	const supposed = supposedFacts(facts, to, to.publishAt ?? now);
	const all = [...names].map(([slug, name]) => {
		const [before, after] = [timelineOf(slug, range, facts), timelineOf(slug, range, supposed)];
		return { name, ...figureChange(before, after, site.uptime_weights) };
	});
	const of = all.filter((one) => Math.max(one.enters, one.leaves, one.weighs, one.worked, one.works) >= MINUTE);
	const since = Math.min(...of.map((one) => one.since as Instant));
	const isClosed = of.length > 0 && freezesAt(site.time_zone, monthOf(site.time_zone, since)) <= now;
	return { of, reachesClosed: isClosed };
}
