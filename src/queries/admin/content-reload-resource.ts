import type { ContentChange } from '../../domain/content-change.ts';
import { type ReloadOutcome, reloadOutcome } from '../shared/reload-outcome.ts';
import { iso, type ResourceReading } from './resource.ts';

/** What became of a reload, as the admin API answers it. */
export interface ContentReloadResource {
	publication: number;
	asked_at: string;
	state: ReloadOutcome['state'];
	servers: {
		name: string;
		state: ReloadOutcome['servers'][number]['state'];
		digest: string | null;
		answered_at: string | null;
		seen_at: string;
		mistakes: string[];
		changes: ContentChange[];
		remarks: string[];
	}[];
}

/** @throws DomainError `not_found` where this publication told nobody to read the folder */
export async function contentReloadResource(
	reading: ResourceReading,
	publication: number,
): Promise<ContentReloadResource> {
	const { askedAt, state, servers } = await reloadOutcome(reading, publication);
	return {
		...{ publication, asked_at: iso(askedAt), state },
		servers: servers.map((server) => {
			const hasAnswered = server.publication >= publication;
			const { mistakes, changes, remarks } = hasAnswered ? server : { mistakes: [], changes: [], remarks: [] };
			return {
				...{
					name: server.node,
					state: server.state,
					digest: server.digest,
					answered_at: hasAnswered ? iso(server.at) : null,
				},
				...{ seen_at: iso(server.seenAt), mistakes, changes, remarks },
			};
		}),
	};
}
