import { sha256 } from '../../domain/canonical.ts';
import { type KnownCatalogue, knownComponent } from '../../domain/component.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Text } from '../../domain/text.ts';
import { zonedIso } from '../../domain/time/zoned-iso.ts';
import { localPath } from '../../i18n/languages.ts';
import type { AnsweredComponent, AnsweredPage, AnsweredUpdate } from '../../statuspage/answer.ts';
import type { ResourceReading } from '../admin/resource.ts';
import { feedAuthority } from '../feeds/feed-authority.ts';
import { worded } from '../shared/reading.ts';

/** What every record of an answer is said with. */
export interface Said {
	page: AnsweredPage;
	iso: (at: Instant) => string;
	isoOrNull: (at: Instant | null) => string | null;
	/** In the language of the address, as it was written: Markdown, as over there. */
	words: (text: Text) => string;
	/** By slug, without the headings. */
	components: ReadonlyMap<string, AnsweredComponent>;
	/** "Group - Child", as a page with groups says it. */
	fullName: (slug: string) => string;
	url: (path: string) => string;
}

/** An id of 12 letters and digits that stays, whatever the address or the name becomes. */
export function idOf(kind: 'page' | 'component' | 'group', first: string): string {
	return BigInt(`0x${sha256(`${kind}/${first}`)}`)
		.toString(36)
		.slice(0, 12);
}

export async function pageAnswer(reading: ResourceReading): Promise<AnsweredPage> {
	const { stores, site, siteUrl, now } = reading;
	const last = await stores.publications.find(await stores.publications.last());
	return {
		id: idOf('page', await feedAuthority(reading, siteUrl)),
		name: site.name,
		url: siteUrl,
		time_zone: site.time_zone,
		updated_at: zonedIso(last?.at ?? now, site.time_zone),
	};
}

export function saidIn(
	reading: ResourceReading,
	page: AnsweredPage,
	catalogue: KnownCatalogue,
	components: ReadonlyMap<string, AnsweredComponent>,
): Said {
	const { time_zone } = reading.site;
	const iso = (at: Instant) => zonedIso(at, time_zone);
	const groups = new Map(catalogue.groups.map(({ slug, name }) => [slug, worded(reading, name).wording]));
	const words = (text: Text) => worded(reading, text).wording;
	return {
		...{ page, iso, components, words },
		isoOrNull: (at) => (at === null ? null : iso(at)),
		fullName: (slug) => {
			const component = knownComponent(catalogue, slug);
			const group = component && groups.get(component.group);
			return component ? [...(group ? [group] : []), words(component.name)].join(' - ') : slug;
		},
		url: (path) => reading.siteUrl + localPath(reading.language, reading.site.languages[0] ?? reading.language, path),
	};
}

interface Told<Status> {
	id: string;
	status: Status;
	body: Text;
	happenedAt: Instant;
	publishedAt: Instant;
	edits?: { editedAt: Instant }[];
}

/** @param affected what it did to components */
export function updateAnswer<Status>(
	said: Said,
	subject: string,
	{ id, status, body, happenedAt, publishedAt, edits = [] }: Told<Status>,
	affected: AnsweredUpdate<Status>['affected_components'],
): AnsweredUpdate<Status> {
	return {
		...{ id, status, body: said.words(body), incident_id: subject },
		created_at: said.iso(publishedAt),
		updated_at: said.iso(edits.at(-1)?.editedAt ?? publishedAt),
		display_at: said.iso(happenedAt),
		affected_components: affected,
		...{ deliver_notifications: true, custom_tweet: null, tweet_id: null },
	};
}

/** When a reader could last see something new in it. */
export function lastTold(updates: readonly Told<unknown>[], publishedAt: Instant): Instant {
	return Math.max(
		publishedAt,
		...updates.flatMap((update) => [update.publishedAt, ...(update.edits ?? []).map(({ editedAt }) => editedAt)]),
	);
}
