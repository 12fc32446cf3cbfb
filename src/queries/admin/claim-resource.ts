import { claimPage } from '../pages/claim-page.ts';
import type { Fresh } from '../pages/freshness.ts';
import type { Reading } from '../shared/reading.ts';
import { isoOrNull } from './resource.ts';

/** The claim sheet of a month for programs. */
export interface ClaimResource {
	document: string;
	month: string;
	state: string;
	/** Of the figures of the month's report. */
	sha256: string;
	weights: Reading['site']['uptime_weights'];
	claims: {
		commitment: string;
		revision: number;
		clause: string;
		system: string;
		period: { first: string; last: string };
		promised: { percent: number; per: string; counted_in: string; excludes: string[]; credits: object[] };
		measured: string | null;
		outcome: string;
		credit: number | null;
		/** As it stood when the month was frozen, where it was corrected since. */
		frozen: { measured: string | null; outcome: string; credit: number | null } | null;
		claim_until: string | null;
	}[];
}

/** Null where there is no such sheet. */
export async function claimResource(
	reading: Reading,
	document: string,
	month: string,
): Promise<(Fresh & { claims: ClaimResource }) | null> {
	const page = await claimPage(reading, document, month);
	if (!page) return null;
	const { state, sha256, weights, validUntil } = page;
	const claims = page.claims.map(({ commitment, revision, system, period, kept, corrected, claimUntil }) => {
		const { id, clause, target, counted_in, excludes, credits } = commitment;
		const { measured, outcome, credit } = corrected ?? kept;
		return {
			...{ commitment: id, revision, clause, system: system.slug, period, measured, outcome, credit },
			promised: { ...target, counted_in, excludes, credits },
			frozen: corrected && { measured: kept.measured, outcome: kept.outcome, credit: kept.credit },
			claim_until: isoOrNull(claimUntil),
		};
	});
	return { claims: { document, month, state, sha256, weights, claims }, validUntil };
}
