import type { Purpose } from '../../domain/notices/signed-link.ts';
import { localPath } from '../../i18n/languages.ts';
import type { ResourceReading } from '../admin/resource.ts';

/** Where a link in a letter leads: a page with a button, since programs that look for viruses follow links, too. */
export function subscriptionUrl(
	{ siteUrl, site, language }: Pick<ResourceReading, 'siteUrl' | 'site' | 'language'>,
	purpose: Purpose,
	token: string,
): string {
	return siteUrl + localPath(language, site.languages[0] ?? language, `/subscribe/${purpose}/${token}`);
}
