import type { ComponentStatus } from '../../domain/component.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Criticality, criticalities, tellingOf } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import { commitmentsOf } from '../../domain/sla/commitments.ts';
import type { Revision } from '../../domain/sla/revision.ts';
import { revisionNumbered } from '../../domain/sla/revision-in-force.ts';
import type { Text, Wording } from '../../domain/text.ts';
import { clauseHtml } from '../../render/markdown.ts';
import { openProposals, proposedWords } from '../admin/proposals.ts';
import { calculatePromise } from '../pages/promise-calculation.ts';
import { promiseSummaries, textFor } from '../pages/promise-summary.ts';
import { bodyOfText } from '../shared/body-of-text.ts';
import { type StandingNow, siteNow } from '../shared/headline-now.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type PartnerExclusion, partnerExclusion } from './partner-exclusion.ts';
import { type RivalPost, waitingReports } from './waiting.ts';

/** A component that may be chosen. */
export interface Choice {
	slug: string;
	name: Wording;
	/** As the page shows it now, and why. */
	now: Pick<StandingNow, 'status' | 'because' | 'asTold'>;
	/** Open incidents that tell of it already. */
	told: { id: string; title: Wording }[];
	/** Reports of it that wait to be published. */
	waiting: RivalPost[];
	/** What it may be preset to, since something measures it to fail. */
	suggested: ComponentStatus | null;
}

/** What a criticality would mean: by which commitment, and until when, if it is accepted now. */
export interface Consequence {
	criticality: Criticality;
	/** The agreement's own words for it, as HTML, and where they stand; null where it has none. */
	words: { html: string; document: string; revision: number; clause: string } | null;
	/** Is a solution to be proposed by then? Else it is to be there. */
	untilProposal: boolean;
	deadline: Instant | null;
	estimate: boolean;
}

export interface ReportForm {
	/** What is measured to fail and no incident tells: it stands first. */
	failing: Choice[];
	/** The rest of the systems, by group. */
	groups: { name: Wording; systems: Choice[] }[];
	/** With the systems that rely on each, and what the agreement excludes if it is the cause. */
	partners: (Choice & { systems: Wording[]; exclusion: PartnerExclusion | null })[];
	consequences: Consequence[];
	/** What is proposed by a measurement: what its form begins with. */
	proposed: Proposed | null;
	/** All incidents that are open now. */
	open: { id: string }[];
}

export interface Proposed {
	title: Text;
	body: Text;
	component: string;
	status: ComponentStatus;
	/** Slug of the partner that it is about; null for a system of ours. */
	cause: string | null;
	since: Instant;
}

/** @param proposal the id of what is to be reported; null for nothing in particular */
export async function reportForm(reading: Reading, proposal: string | null): Promise<ReportForm> {
	const { catalogue, components, facts } = await siteNow(reading);
	const open = facts.incidents.filter(({ resolvedAt }) => resolvedAt === null);
	const proposals = await openProposals(reading);
	const waiting = await waitingReports(reading);
	const choices = new Map(
		catalogue.components.map(({ slug, name }): [string, Choice] => {
			const now = components.find((one) => one.slug === slug) ?? { status: 'unknown', because: null, asTold: false };
			const found = proposals.find(({ component }) => component.slug === slug);
			const told = tellingOf(open, new Set([slug])).map(({ id, title }) => ({ id, title: worded(reading, title) }));
			const suggested = found?.observation.status ?? null;
			return [slug, { slug, name: worded(reading, name), now, told, waiting: waiting.get(slug) ?? [], suggested }];
		}),
	);
	const systems = catalogue.components.filter(({ kind }) => kind === 'system');
	const chosen = (slugs: { slug: string }[]) => slugs.flatMap(({ slug }) => choices.get(slug) ?? []);
	const failing = chosen(systems).filter(({ suggested }) => suggested !== null);
	const groups = catalogue.groups.map(({ slug, name }) => ({
		name: worded(reading, name),
		systems: chosen(systems.filter(({ group }) => group === slug)).filter((one) => !failing.includes(one)),
	}));
	const revisions = await reading.stores.revisions.all();
	const partners = catalogue.components
		.filter(({ kind }) => kind === 'partner')
		.flatMap(({ slug }) => {
			const relying = systems.filter(({ dependsOn }) => dependsOn.includes(slug));
			const exclusion = partnerExclusion(reading, slug, revisions, reading.now);
			return chosen([{ slug }]).map((one) => ({ ...one, systems: chosen(relying).map(({ name }) => name), exclusion }));
		});
	const wanted = proposals.find(({ observation }) => observation.id === proposal);
	return {
		...{ failing, partners, open },
		groups: groups.filter((group) => group.systems.length > 0),
		consequences: await consequences(reading, revisions),
		proposed: wanted
			? {
					...proposedWords(wanted),
					component: wanted.component.slug,
					status: wanted.observation.status,
					cause: wanted.component.kind === 'partner' ? wanted.component.slug : null,
					since: wanted.observation.from,
				}
			: null,
	};
}

/** By the agreement that the site names. */
async function consequences(reading: Reading, revisions: Revision[]): Promise<Consequence[]> {
	const [summary] = promiseSummaries(reading, revisions);
	const revision = summary && revisionNumbered(revisions, summary.document, summary.revision);
	const solutions = revision === undefined ? [] : commitmentsOf(revision.terms, 'solution');
	return Promise.all(
		criticalities.map(async (criticality) => {
			const commitment = solutions.find((one) => one.criticality === criticality && one.plan === undefined);
			return {
				...{ criticality, estimate: commitment?.estimate ?? false },
				words:
					revision && commitment ? await wordsFor(reading, revision, commitment.definition ?? commitment.clause) : null,
				untilProposal: commitment?.until === 'proposal',
				deadline: revision && commitment ? await deadlineOf(reading, revision.document, criticality) : null,
			};
		}),
	);
}

async function wordsFor(reading: Reading, revision: Revision, clause: string): Promise<Consequence['words']> {
	const html = clauseHtml(await bodyOfText(reading.stores, revision, textFor(reading, revision)), clause);
	return html === null ? null : { html, document: revision.document, revision: revision.number, clause };
}

/** Null where none is promised. */
async function deadlineOf(reading: Reading, document: string, criticality: Criticality): Promise<Instant | null> {
	const asked = { term: 'solution', criticality, plan: null } as const;
	try {
		const { promise } = await calculatePromise(reading, { document, asked, at: reading.now, revision: null });
		return promise.deadline;
	} catch (error) {
		if (error instanceof DomainError) return null;
		throw error;
	}
}
