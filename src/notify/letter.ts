import type { Letter } from '../domain/notices/letter.ts';
import type { Told } from '../domain/notices/told.ts';
import { messagesIn } from '../i18n/messages.ts';
import { linesWithAddresses, renderMessage } from '../render/messages.ts';
import { escaped } from '../render/sanitise.ts';

/** What its reader can do about it; null in a letter that only asks, which nobody has to be rid of. */
export interface Ways {
	preferences: string;
	unsubscribe: string;
}

/** The name of the host that the site has, for the ids of letters. */
interface Sender {
	host: string;
	/** Of the delivery, and of whom it is for. */
	id: string;
	subscriberId: string;
}

/** One template for all, which reads well in light and in dark, without pictures, and as plain text. */
export function letter(told: Told, ways: Ways | null, { host, id, subscriberId }: Sender): Letter {
	const thread = `<${told.subject.replaceAll('/', '.')}.${subscriberId}@${host}>`;
	return {
		subject: subjectOf(told),
		text: textOf(told, ways),
		html: htmlOf(told, ways),
		messageId: `<${id}@${host}>`,
		references: ways === null ? null : thread,
		list: ways && { id: { url: `updates.${host}`, comment: told.site }, unsubscribe: ways.unsubscribe },
		headers: ways === null ? automatic : { ...automatic, ...oneClick },
	};
}

/** The same for all that is about one thing, so that it is one thread; that it is over can be read in a list of letters. */
function subjectOf({ site, title, tone, state }: Told): string {
	return tone === 'good' ? `[${state}] ${site}: ${title}` : `${site}: ${title}`;
}

/** RFC 3834 §5: nobody's holiday answers us. */
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** RFC 8058: one press of a button in the mail program is enough. */
const oneClick = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', Precedence: 'bulk' };

function textOf(told: Told, ways: Ways | null): string {
	const { title, state, body, facts, url, late, language, site } = told;
	const words = messagesIn(language).told;
	const isQuestion = ways === null;
	return [
		...(late === null ? [] : [late]),
		isQuestion ? title : `${state}\n${title}`,
		...(body === null ? [] : [linesWithAddresses(body.wording)]),
		...(facts.length === 0 ? [] : [facts.map(({ label, value }) => `${label}: ${value}`).join('\n')]),
		isQuestion ? [state, url].filter(Boolean).join(':\n') : `${words.see}:\n${url}`,
		...(ways === null
			? []
			: [
					`-- \n${words.why(site)}\n${words.preferences}: ${ways.preferences}\n${words.unsubscribe}: ${ways.unsubscribe}`,
				]),
	].join('\n\n');
}

const tones = { bad: '#b3261e', good: '#1b7f3b', planned: '#2f5fb3', plain: '#5f6368' } as const;

function htmlOf(told: Told, ways: Ways | null): string {
	const { title, state, tone, body, facts, url, late, language, site } = told;
	const words = messagesIn(language).told;
	const isQuestion = ways === null;
	const button = isQuestion ? state : words.see;
	const rows = facts.map(
		({ label, value }) =>
			`<tr><td style="padding:4px 16px 4px 0;vertical-align:top;opacity:.75">${escaped(label)}</td><td style="padding:4px 0;vertical-align:top">${escaped(value)}</td></tr>`,
	);
	return [
		`<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
		'<meta name="viewport" content="width=device-width">',
		'<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
		`<title>${escaped(title)}</title><style>${STYLE}</style></head>`,
		'<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif">',
		'<div style="max-width:36em;margin:0 auto">',
		`<p style="margin:0 0 24px;font-size:14px;opacity:.75">${escaped(site)}</p>`,
		late === null ? '' : `<p style="margin:0 0 16px"><em>${escaped(late)}</em></p>`,
		isQuestion || state === ''
			? ''
			: `<p class="state" style="margin:0 0 4px;padding-left:10px;border-left:4px solid ${tones[tone]};font-weight:600">${escaped(state)}</p>`,
		`<h1 dir="auto" style="margin:0 0 16px;font-size:22px;line-height:1.3">${escaped(title)}</h1>`,
		body === null
			? ''
			: `<div lang="${body.language}" dir="auto" style="margin:0 0 16px">${renderMessage(body.wording, 1)}</div>`,
		rows.length === 0
			? ''
			: `<table style="border-collapse:collapse;margin:0 0 20px;font-size:15px">${rows.join('')}</table>`,
		button === ''
			? ''
			: `<p style="margin:0 0 32px"><a class="button" href="${escaped(url)}" style="display:inline-block;padding:12px 20px;border:2px solid currentColor;border-radius:6px;font-weight:600;text-decoration:none;color:inherit">${escaped(button)}</a></p>`,
		ways === null
			? ''
			: `<p style="margin:0;padding-top:16px;border-top:1px solid #8884;font-size:13px">${escaped(words.why(site))}<br><a href="${escaped(ways.preferences)}" style="color:inherit">${escaped(words.preferences)}</a> · <a href="${escaped(ways.unsubscribe)}" style="color:inherit">${escaped(words.unsubscribe)}</a></p>`,
		'</div></body></html>',
	].join('');
}

/** What a style attribute cannot say. */
const STYLE =
	':root{color-scheme:light dark}body{overflow-wrap:anywhere}pre{white-space:pre-wrap}div div table{display:block;overflow-x:auto}td,th{padding-right:12px;text-align:left}div div p{margin:0 0 12px}';
