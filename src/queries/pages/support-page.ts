import type { Site } from '../../content/site.ts';
import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type Fresh, type OfficeNow, officeNow, validUntil } from './freshness.ts';

export interface ShownChannel {
	name: Wording;
	url: string;
	number: string | null;
	audience: Wording;
	purpose: Wording;
	/** Null where nobody said when it answers. */
	officeHours: boolean | null;
}

export interface SupportPage extends Fresh {
	channels: ShownChannel[];
	/** Those that have an address. */
	links: { name: Wording; url: string }[];
	office: OfficeNow;
	hours: Site['office'];
	zone: string;
}

export async function supportPage(reading: Reading): Promise<SupportPage> {
	const { channels, links, office: hours, time_zone: zone } = reading.site;
	const office = officeNow(reading);
	return {
		channels: channels.map(({ name, url, number = null, audience, purpose, office_hours = null }) => ({
			name: worded(reading, name),
			url,
			number,
			audience: worded(reading, audience),
			purpose: worded(reading, purpose),
			officeHours: office_hours,
		})),
		links: links.filter(({ url }) => url !== '').map(({ name, url }) => ({ name: worded(reading, name), url })),
		office,
		hours,
		zone,
		validUntil: validUntil(reading, [office.changesAt]),
	};
}
