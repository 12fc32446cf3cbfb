import { createHash } from 'node:crypto';
import type { Site } from '../content/site.ts';
import { allow } from '../domain/actor.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { knownComponent, whyUnknown } from '../domain/component.ts';
import { DomainError, type Flaw } from '../domain/errors.ts';
import { NO_FIGURE, type PublicEvent } from '../domain/event.ts';
import { HOUR, type Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { dayInterval } from '../domain/time/day.ts';
import { type FiguresToKeep, figuresToKeep, type ImportedFigure } from '../domain/watch/imported-figure.ts';
import type { GivenFigure } from '../inputs/imported-figure.ts';
import type { FiguresImported, Stores } from '../stores/stores.ts';

interface Wishes {
	/** What the tool that measured is called. */
	source: string;
	/** Whether these figures take the place of others that it told before. */
	replaces?: boolean;
}

/**
 * Keeps what another tool had measured, beside what we measure: all of it or, on any error, nothing. They are no
 * measurements of ours and bear on no uptime; each page says where they come from.
 *
 * @throws DomainError `invalid` with the position of each error: `/figures/3/start`
 */
export async function importFigures(
	stores: Pick<Stores, 'components' | 'importedFigures'>,
	{ time_zone }: Pick<Site, 'time_zone'>,
	given: readonly GivenFigure[],
	{ source, replaces = false }: Wishes,
	writing: Writing,
	now: Instant,
): Promise<FiguresImported> {
	allow(writing.by, 'samples');
	const catalogue = await stores.components.catalogue();
	const flaws: Flaw[] = [];
	const figures = given.map((one, i) => {
		const known = knownComponent(catalogue, one.component);
		if (known === undefined) flaws.push({ pointer: `/${i}/component`, detail: whyUnknown(catalogue, one.component) });
		const figure = figureOf(one, known?.slug ?? one.component, source, time_zone);
		if (figure.end > now) flaws.push({ pointer: `/${i}/start`, detail: 'Expected a time that is over' });
		return figure;
	});
	if (flaws.length > 0) throw refusal(flaws);
	return stores.importedFigures.add(figures, writing, now, (known) => {
		const kept = figuresToKeep(figures, known, replaces);
		if (kept.flaws.length > 0) throw refusal(kept.flaws);
		return { ...kept, event: eventOf(kept, source) };
	});
}

function figureOf(given: GivenFigure, component: string, source: string, zone: string): ImportedFigure {
	const { start, measurements: count, failed, response_ms, p95_ms } = given;
	const span = 'day' in start ? dayInterval(zone, start.day) : { start: start.hour, end: start.hour + HOUR };
	const unit = 'day' in start ? 'day' : 'hour';
	const times = { responseMillis: response_ms ?? null, p95Millis: p95_ms ?? null };
	return { component, unit, ...span, source, count, failed, ...times };
}

/** Null where nothing is otherwise. The hash is over the figures, in the order of components and times (RFC 8785). */
function eventOf({ fresh, changed }: FiguresToKeep, source: string): PublicEvent | null {
	const all = [...fresh, ...changed].sort((one, other) => {
		return one.component < other.component ? -1 : Number(one.component > other.component) || one.start - other.start;
	});
	if (all.length === 0) return null;
	const replaced = new Set(changed);
	const components = [...Map.groupBy(all, ({ component }) => component)].map(([component, own]) => ({
		component,
		from: own[0]?.start,
		until: own.at(-1)?.end,
		figures: own.length,
		replaced: own.filter((one) => replaced.has(one)).length,
		sha256: createHash('sha256').update(canonicalJson(own)).digest('hex'),
	}));
	return {
		kind: 'figures.imported',
		subject: components.map(({ component }) => `component/${component}`).join(' '),
		reach: NO_FIGURE,
		data: { source, components },
	};
}

function refusal(flaws: Flaw[]): DomainError {
	const inOrder = flaws.toSorted(
		(one, other) => Number(one.pointer.split('/')[1]) - Number(other.pointer.split('/')[1]),
	);
	const inBody = inOrder.map(({ pointer, detail }) => ({ pointer: `/figures${pointer}`, detail }));
	return new DomainError('invalid', 'The figures are not as expected: none was imported', inBody);
}
