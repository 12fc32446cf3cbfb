import type { Content, RevisionFile } from '../content/load-content.ts';
import { machine } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Revision } from '../domain/sla/revision.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseTakenSlugs } from './content-mistakes.ts';
import { type Draft, filesAtStart } from './drafts.ts';
import { endLeftAlerts } from './end-left-alerts.ts';
import { publishPendingRevisions } from './publish-pending-revisions.ts';

/** What followed from what the operator has written. */
export interface Adopted {
	published: { revision: Revision; files: RevisionFile[] }[];
	/** What lies there and waits for somebody to publish it. */
	drafts: Draft[];
	/** Sources of alerts that are named no more: their alerts are over. */
	left: string[];
}

/**
 * Puts in force what the operator has written, at a start and whenever it is read anew: the same rule for both.
 *
 * @param stores opened with this content
 * @throws ContentError when it cannot be: a slug is taken, or a text is wrong that nobody has published yet
 */
export async function adoptContent(content: Content, stores: Stores, now: Instant): Promise<Adopted> {
	await refuseTakenSlugs(content, stores);
	await stores.components.note(now);
	const left = await endLeftAlerts(stores, content.site.alerts, { by: machine }, now);
	await stores.revisions.carryOver({ by: machine }, now);
	const { inForce, drafts } = await filesAtStart(content, stores);
	const published: Adopted['published'] = [];
	await publishPendingRevisions(stores, inForce, now, (revision, files) => {
		published.push({ revision, files });
	});
	return { published, drafts, left };
}
