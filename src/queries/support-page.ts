import type { Site } from '../content/site.ts';
import { type Fresh, type OfficeNow, officeNow, validUntil } from './freshness.ts';
import type { Reading } from './reading.ts';

export interface SupportPage extends Fresh {
	channels: Site['channels'];
	/** Those that have an address. */
	links: Site['links'];
	office: OfficeNow;
	hours: Site['office'];
	zone: string;
}

export async function supportPage(reading: Reading): Promise<SupportPage> {
	const { channels, links, office: hours, time_zone: zone } = reading.site;
	const office = officeNow(reading);
	const shown = links.filter(({ url }) => url !== '');
	return { channels, links: shown, office, hours, zone, validUntil: validUntil(reading, [office.changesAt]) };
}
