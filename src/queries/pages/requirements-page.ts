import type { Site } from '../../content/site.ts';
import type { Commitment } from '../../domain/sla/commitment.ts';
import { commitmentsOf } from '../../domain/sla/commitments.ts';
import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { promiseSummaries } from './promise-summary.ts';

type Requirements = Site['requirements'];
type Retention = Extract<Commitment, { kind: 'retention' }>;

/** How long messages are kept, as a revision in force says. */
export interface ShownRetention {
	commitment: Retention;
	/** The document's own name. */
	title: string;
	document: string;
	revision: number;
}

/** The SLA's technical requirements (SLA §4), and its restrictions (SLA §3). */
export interface RequirementsPage extends Fresh, Omit<Requirements, 'texts'> {
	texts: Record<keyof Requirements['texts'], Wording>;
	retentions: ShownRetention[];
}

export async function requirementsPage(reading: Reading): Promise<RequirementsPage> {
	const { texts, ...figures } = reading.site.requirements;
	const wording = Object.entries(texts).map(([name, text]) => [name, worded(reading, text)]);
	const inForce = promiseSummaries(reading, await reading.stores.revisions.all());
	const retentions = inForce.flatMap(({ terms, document, revision, title }) =>
		commitmentsOf(terms, 'retention').map((commitment) => ({ commitment, title, document, revision })),
	);
	return { ...figures, texts: Object.fromEntries(wording), retentions, validUntil: validUntil(reading, []) };
}
