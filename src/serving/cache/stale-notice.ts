import type { Language } from '../../domain/text.ts';
import { formatFor } from '../../i18n/format.ts';
import { messagesIn } from '../../i18n/messages.ts';
import type { Captured } from './capture.ts';
import type { Page } from './page.ts';

/** The empty place that every page has for a notice of the server. */
const place = '<div id="notice" role="status"></div>';

/** The last bytes of a page, with a line that says of when they are. Only a page for people can say so. */
export function withStaleNotice(page: Page, language: Language, zone: string): Captured {
	const headers = { 'content-type': page.contentType };
	const format = formatFor(language, zone);
	const at = page.renderedAt;
	const time = `<time datetime="${new Date(at).toISOString()}">${format.zoned(at)}</time>`;
	const text = page.text.replace(
		place,
		`<div id="notice" role="status"><p>${messagesIn(language).stale(time)}</p></div>`,
	);
	return { status: 200, headers, body: Buffer.from(text) };
}
