/** History feeds of the page of `statuspage-builders.ts`, in the shape of Atlassian Statuspage. */

/** @param html newest first, as `said` gives them */
export function item({
	id = 'dimlamps0001',
	title = 'Dim lamps',
	pubDate = 'Mon, 02 Mar 2026 10:30:20 +0000',
	link = '',
	html = said('Mar 2', '10:30', 'Identified', 'Found it.') + said('Mar 2', '10:05', 'Investigating', 'We are looking.'),
	ends = '',
} = {}): string {
	const address = link || `https://status.lantern.example/incidents/${id}`;
	const end = ends && `<maintenanceEndDate>${ends}</maintenanceEndDate>`;
	return `<item><title>${title}</title><description>${escaped(html)}</description><pubDate>${pubDate}</pubDate><link>${address}</link><guid>${address}</guid>${end}</item>`;
}

export function rss(...items: string[]): string {
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Lantern Status - Incident History</title><link>https://status.lantern.example</link><description>Statuspage</description>${items.join('')}</channel></rss>`;
}

/** @param published with the offset of the page */
export function atom(html: string, published = '2026-03-02T10:30:20Z'): string {
	return `<?xml version="1.0" encoding="UTF-8"?><feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom"><id>tag:status.lantern.example,2005:/history</id><link rel="alternate" type="text/html" href="https://status.lantern.example"/><link rel="self" type="application/atom+xml" href="https://status.lantern.example/history.atom"/><title>Lantern Status - Incident History</title><updated>${published}</updated><entry><id>tag:status.lantern.example,2005:Incident/7</id><published>${published}</published><updated>${published}</updated><link rel="alternate" type="text/html" href="https://status.lantern.example/incidents/dimlamps0001"/><title>Dim lamps</title><content type="html">${escaped(html)}</content></entry></feed>`;
}

/** @param date such as `Dec 24` */
export function said(date: string, time: string, status: string, text: string, zone = 'UTC'): string {
	const [month, day] = date.split(' ');
	return `<p><small>${month} <var data-var='date'>${day}</var>, <var data-var='time'>${time}</var> ${zone}</small><br><strong>${status}</strong> - ${text}</p>`;
}

export function banner(window: string): string {
	return `<p><strong>THIS IS A SCHEDULED EVENT ${window}</strong></p> `;
}

function escaped(html: string): string {
	return html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
