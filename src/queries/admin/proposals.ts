import type { ComponentStatus } from '../../domain/component.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Criticality } from '../../domain/incidents/incident.ts';
import type { Interval } from '../../domain/instant.ts';
import { type Text, wordingOf } from '../../domain/text.ts';
import type { Observation } from '../../domain/watch/observation.ts';
import { type Proposal, proposalsFrom, proposedCriticality } from '../../domain/watch/proposal.ts';
import { inEveryLanguage } from '../../i18n/every-language.ts';
import { failingNow } from '../shared/failing-now.ts';
import type { Reading } from '../shared/reading.ts';
import { iso } from './resource.ts';

/** An incident that staff may open with one call. */
export interface ProposalResource {
	id: string;
	/** What noticed it: a monitor of ours, the partner's own page, or another program that sent an alert. */
	kind: Observation['kind'];
	component: string;
	/** The name of the monitor, or of what sent the alert. */
	source: string;
	status: ComponentStatus;
	since: string;
	detail: string | null;
	/** The systems that rely on a partner that is down. */
	systems: string[];
	/** Does the page say so already? */
	sets_status: boolean;
	incident: { title: Text; body: Text; criticality: Criticality };
}

/** The longest-standing first. */
export async function openProposals({
	stores,
	site,
	now,
}: Pick<Reading, 'stores' | 'site' | 'now'>): Promise<Proposal[]> {
	const instant: Interval = { start: now, end: now + 1 };
	const watched = await failingNow({ stores, site, now });
	if (watched.length === 0) return [];
	const live = await stores.incidents.during(instant);
	const works = await stores.maintenances.during(instant);
	return proposalsFrom(watched, await stores.components.catalogue(), live, works, now);
}

/**
 * What our measurements, or partners' pages, say although the status does not follow them, be it that they only propose, or
 * that staff set another one by hand: nobody has confirmed it yet. An alert that only proposes is for staff alone.
 */
export async function unconfirmed(reading: Pick<Reading, 'stores' | 'site' | 'now'>): Promise<Observation[]> {
	const open = await openProposals(reading);
	if (open.length === 0) return [];
	const set = await reading.stores.overrides.during({ start: reading.now, end: reading.now + 1 });
	const held = new Set(set.map(({ component }) => component));
	return open.flatMap(({ observation }) => {
		const { sets, kind, component } = observation;
		return sets ? (held.has(component) ? [observation] : []) : kind === 'alert' ? [] : [observation];
	});
}

/** @throws DomainError `not_found` */
export async function proposalById(reading: Pick<Reading, 'stores' | 'site' | 'now'>, id: string): Promise<Proposal> {
	const proposal = (await openProposals(reading)).find(({ observation }) => observation.id === id);
	if (!proposal) throw new DomainError('not_found', `There is no proposal ${id}`);
	return proposal;
}

export async function proposalResources(
	reading: Pick<Reading, 'stores' | 'site' | 'now'>,
): Promise<ProposalResource[]> {
	return (await openProposals(reading)).map((proposal) => {
		const { id, kind, component, source, status, from, detail, sets } = proposal.observation;
		return {
			...{ id, kind, component, source, status, detail },
			since: iso(from),
			systems: proposal.systems.map(({ slug }) => slug),
			sets_status: sets,
			incident: { ...proposedWords(proposal), criticality: proposedCriticality(proposal) },
		};
	});
}

/** @returns the title and the message that its incident has unless told otherwise */
export function proposedWords({ observation, component: { name } }: Proposal): { title: Text; body: Text } {
	const { kind } = observation;
	return {
		title: inEveryLanguage((t, language) => t.proposal[kind].title(wordingOf(name, language, language).wording)),
		body: inEveryLanguage((t) => t.proposal[kind].body),
	};
}
