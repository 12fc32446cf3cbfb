import sanitize from 'sanitize-html';

const nonTextTags = ['style', 'script', 'textarea', 'option', 'noscript'];
const paragraphs = ['div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'tr', 'ul', 'ol', 'blockquote', 'pre'];
/** What people write in a message; anything else in angle brackets may be what they mean. */
const TAG =
	/<\/?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|script|small|span|strong|style|table|tbody|td|th|tr|u|ul|var)(?:\s[^<>]*)?\/?>/i;
const ENTITY = /&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});/i;

/** HTML as nothing but paragraphs, lines, links and list items, besides the tags that are asked for. */
export function cleanHtml(html: string, tags: string[] = []): string {
	return sanitize(html, {
		allowedTags: ['p', 'br', 'a', 'li', ...tags],
		allowedAttributes: { a: ['href'] },
		allowedSchemes: ['https', 'http', 'mailto'],
		transformTags: Object.fromEntries(paragraphs.map((tag) => [tag, 'p'])),
		nonTextTags,
	});
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
