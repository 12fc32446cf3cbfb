import sanitize from 'sanitize-html';

const nonTextTags = ['style', 'script', 'textarea', 'option', 'noscript'];
const paragraphs = ['div', 'ul', 'ol', 'blockquote', 'pre'];
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
/** What has no words to take over. */
const LOST = /<(iframe|video|audio|embed|object|svg|canvas|math)\b/gi;
/** What people write in a message; anything else in angle brackets may be what they mean. */
const TAG =
	/<\/?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|script|small|span|strong|style|table|tbody|td|th|tr|u|ul|var)(?:\s[^<>]*)?\/?>/i;
const ENTITY = /&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});/i;

/**
 * HTML as nothing but paragraphs, lines, links and list items, besides the tags that are asked for. Tables and headings are
 * written as Markdown writes them, and images are links.
 */
export function cleanHtml(html: string, tags: string[] = []): string {
	const clean = sanitize(html, {
		allowedTags: ['p', 'br', 'a', 'li', 'table', 'tr', 'th', 'td', 'img', ...headings, ...tags],
		allowedAttributes: { a: ['href'], img: ['alt', 'src'] },
		allowedSchemes: ['https', 'http', 'mailto'],
		transformTags: Object.fromEntries(paragraphs.map((tag) => [tag, 'p'])),
		nonTextTags,
	});
	return clean
		.replace(/<img([^>]*)\/>/g, (_, attributes: string) => imageLink(attributes))
		.replace(/<table>([\s\S]*?)<\/table>/g, (_, rows: string) => tableLines(rows))
		.replace(/<h([1-6])>/g, (_, level: string) => `<p></p><p>${'#'.repeat(Number(level))} `)
		.replace(/<\/h[1-6]>/g, '</p>');
}

/** What of a HTML message is not taken over, in words. */
export function lostOf(html: string): string[] {
	const tags = Map.groupBy(html.matchAll(LOST), ([, tag = '']) => tag.toLowerCase());
	return [...tags].map(([tag, { length }]) => `${length} <${tag}> left out`);
}

function imageLink(attributes: string): string {
	const [src, alt] = ['src', 'alt'].map((name) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1]?.trim());
	// An address that is none elsewhere leads nowhere here.
	return src?.startsWith('http') ? `<a href="${src}">${alt || src}</a>` : (alt ?? '');
}

/** GFM §4.10: the first row is the head, and no row has more cells. */
function tableLines(rows: string): string {
	const cells = rows.split('<tr>').map((row) =>
		row
			.split(/<t[hd]>/)
			.slice(1)
			.map(cellText),
	);
	const filled = cells.filter((row) => row.length > 0);
	const columns = Math.max(0, ...filled.map(({ length }) => length));
	const lines = filled.map((row) => `| ${Array.from({ length: columns }, (_, i) => row[i] ?? '').join(' | ')} |`);
	lines.splice(1, 0, `|${' --- |'.repeat(columns)}`);
	return filled.length === 0 ? '' : `<p></p><p>${lines.join('<br />')}</p>`;
}

function cellText(html: string): string {
	const inLine = html.replace(/<\/?(?!a\b|\/a\b)[^>]*>/g, ' ').replaceAll('|', '\\|');
	return inLine.replace(/\s+/g, ' ').trim();
}

/** The words of clean HTML, with the addresses of links; a line for each line and paragraph. */
export function textOfClean(html: string): string {
	const lines = html
		.replace(/<a href="([^"]*)">([^<]*)<\/a>/g, (_, href: string, words: string) =>
			words.trim() === href ? href : `[${words}](${href})`,
		)
		.replace(/<li>/g, '\n- ')
		.replace(/<br \/>/g, '\n')
		.replace(/<\/p>/g, '\n\n');
	const text = lines.replace(/<[^>]*>/g, '');
	return unescaped(text)
		.replace(/[ \t\u00a0]+/g, ' ')
		.replace(/ ?\n ?/g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

/** What a JSON answer tells: most pages write Markdown there, which is left alone, and some write HTML. */
export function textOfBody(body: string): string {
	return TAG.test(body) ? textOfClean(cleanHtml(body)) : textOfTitle(body);
}

/** A text without tags, in which some pages still write `&amp;`, and others `&amp;amp;`. */
export function textOfTitle(title: string): string {
	let text = title;
	for (let round = 0; round < 3 && ENTITY.test(text); round++) {
		const kept = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
		text = unescaped(sanitize(kept, { allowedTags: [] }));
	}
	return text;
}

/** The sanitiser writes these four, and no others. */
function unescaped(text: string): string {
	const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
	return text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => characters[name] ?? '');
}
