import type { Site } from '../../content/site.ts';
import { localPath } from '../../i18n/languages.ts';

const paths = ['/history.atom', '/history.rss', '/history.json', '/sla.atom', '/promises.atom'];

/** Of the feeds of the whole site, in each of its languages. */
export function feedAddresses({ languages }: Pick<Site, 'languages'>, siteUrl: string): string[] {
	const [first] = languages;
	return languages.flatMap((language) => paths.map((path) => siteUrl + localPath(language, first ?? language, path)));
}
