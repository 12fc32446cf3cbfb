import { statusOf } from '../../domain/status/status.ts';
import type { AnsweredComponent } from '../../statuspage/answer.ts';
import { type PageStatus, pageStatus, statedStatus } from '../../statuspage/indicator.ts';
import type { ResourceReading } from '../admin/resource.ts';
import { type SiteNow, siteNow } from '../shared/headline-now.ts';
import { openOnDeparted } from '../shared/open-on-departed.ts';
import { componentAnswers, LOOKED_BACK } from './components.ts';
import { pageAnswer, type Said, saidIn } from './said-in.ts';

/** All that an answer is made from. */
export interface Surroundings {
	reading: ResourceReading;
	site: SiteNow;
	status: PageStatus;
	said: Said;
	/** With the headings. */
	listed: AnsweredComponent[];
}

export async function surroundingsOf(reading: ResourceReading): Promise<Surroundings> {
	const site = await siteNow(reading, reading.now - LOOKED_BACK);
	const page = await pageAnswer(reading);
	const since = (await reading.stores.publications.first())?.at ?? reading.now;
	const { listed, bySlug } = await componentAnswers(reading, site, page.id, since);
	// What fails by an open incident counts, also where it is no longer part of the site.
	const gone = (await openOnDeparted(reading.stores, reading.now)).flatMap(({ components }) => components);
	const failing = [...new Set(gone.filter(({ kind }) => kind === 'system').map(({ slug }) => slug))];
	const systems = [
		...site.components.filter(({ kind }) => kind === 'system').map((one) => one.status),
		...failing.map((slug) => statusOf(slug, reading.now, site.facts).status),
	].map(statedStatus);
	return {
		...{ reading, site, listed },
		status: pageStatus(systems, site.headline),
		said: saidIn(reading, page, site.catalogue, bySlug),
	};
}
