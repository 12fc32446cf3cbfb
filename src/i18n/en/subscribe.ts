import type { subscribeInSpanish } from '../es/subscribe.ts';

export const subscribeInEnglish: typeof subscribeInSpanish = {
	title: 'Get updates',
	lead: 'Choose how you want to hear from us. We ask for no data, and use no cookies. We do not send e-mail yet.',
	link: 'Get updates',
	copy: 'Copy',
	copied: 'Copied',
	feeds: 'Feed readers',
	feedsLead:
		'Add one of these addresses to your reader, to Slack or to Teams. Each incident is one entry that is updated as we report; many readers only alert you to the first.',
	incidents: 'Incidents and maintenance',
	sla: 'Changes to the agreements',
	promises: 'Missed deadlines',
	calendar: 'Calendar',
	calendarLead:
		'Add this address to your calendar as a subscription: maintenance appears there, and moves when it is moved.',
	maintenance: 'Maintenance',
	badge: 'Badge',
	badgeLead:
		'An image that says how everything is. It is green only where everything is known to work, and grey where nobody knows.',
	image: 'Address of the image',
	shields: 'Data for shields.io',
	html: 'HTML',
	markdown: 'Markdown',
	embed: 'A notice in your page',
	embedLead:
		'It shows a bar only when something is wrong or maintenance is planned. Where there is nothing to tell, it shows nothing (the iframe keeps its space). It uses no cookies, and contacts no third party.',
	script: 'With a script, at the beginning of the page',
	frame: 'With an iframe',
	policy: (origin) =>
		`If your page has a content security policy (CSP), allow ${origin} in script-src and connect-src; for the iframe, in frame-src.`,
	programs: 'Programs',
	programsLead: 'Whatever reads an Atlassian Statuspage reads this page, too.',
	summary: 'Summary',
	docs: 'Documentation of the APIs',
	bySystem: 'By system',
	bySystemLead: 'Feeds and badge for one system or partner.',
};
