import type { AnsweredComponent } from '../../statuspage/answer.ts';
import { type PageStatus, pageStatus, statedStatus } from '../../statuspage/indicator.ts';
import type { ResourceReading } from '../admin/resource.ts';
import { type SiteNow, siteNow } from '../shared/headline-now.ts';
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
	const systems = site.components.filter(({ kind }) => kind === 'system').map((one) => statedStatus(one.status));
	return {
		...{ reading, site, listed },
		status: pageStatus(systems, site.headline),
		said: saidIn(reading, page, site.catalogue, bySlug),
	};
}
