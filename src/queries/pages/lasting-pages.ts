import { monthOf, monthsBetween } from '../../domain/time/month.ts';
import { reportedMonths } from '../shared/month-report.ts';
import type { Reading } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';
import { firstInstant } from './history-page.ts';

/** The addresses of every page that lasts, without a language. */
export interface LastingPages extends Fresh {
	paths: string[];
}

/** What stands at the same address whatever is published. */
const standing = [
	...['/', '/history', '/maintenance', '/sla', '/promises', '/support', '/requirements', '/uptime', '/log'],
	...['/subscribe', '/api', '/terms'],
];

/** For search engines. What is added later stands behind what was there, but for months and agreements. */
export async function lastingPages(reading: Reading): Promise<LastingPages> {
	const { stores, site, now } = reading;
	const zone = site.time_zone;
	const { components, departed } = await stores.components.catalogue();
	const revisions = (await stores.revisions.all()).filter(({ publishedAt }) => publishedAt <= now);
	const first = monthOf(zone, Math.min(await firstInstant(reading), now));
	const paths = [
		...standing,
		...[...components, ...departed].map(({ slug }) => `/components/${slug}`),
		...monthsBetween(first, monthOf(zone, now)).map((month) => `/history/${month}`),
	];
	for (const document of new Set(revisions.map((one) => one.document))) {
		const months = await reportedMonths(reading, document);
		paths.push(
			`/sla/${document}`,
			...revisions.filter((one) => one.document === document).map(({ number }) => `/sla/${document}/${number}`),
			...(months ? monthsBetween(months.first, months.last) : []).map((month) => `/sla/${document}/report/${month}`),
		);
	}
	for (const id of await stores.incidents.ids()) paths.push(`/incidents/${id}`);
	for (const id of await stores.maintenances.ids()) paths.push(`/maintenance/${id}`);
	return { paths, validUntil: validUntil(reading, []) };
}
