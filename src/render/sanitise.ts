import sanitize, { type IOptions } from 'sanitize-html';

/** Stands for our own origin when an address is resolved. Reserved: RFC 2606 */
const OWN = 'https://own.invalid';
const SCHEMES = ['https:', 'http:', 'mailto:', 'tel:'];

const inline = ['a', 'code', 'strong', 'em', 'del', 'br'];
const blocks = ['p', 'ul', 'ol', 'li', 'pre', 'blockquote'];
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const tables = ['table', 'thead', 'tbody', 'tr', 'th', 'td'];
const anchored = Object.fromEntries(['p', ...headings].map((tag) => [tag, ['id']]));

const common: IOptions = {
	allowedSchemes: ['https', 'http', 'mailto', 'tel'],
	allowProtocolRelative: false,
	disallowedTagsMode: 'discard',
	// The default would drop what is inside <style> and the like; our markdown escapes raw HTML, so there is none.
	nonTextTags: [],
	parser: { decodeEntities: true },
};

const documentPolicy: IOptions = {
	...common,
	allowedTags: [...inline, ...blocks, ...headings, ...tables, 'hr', 'img'],
	allowedAttributes: { ...anchored, a: ['href', 'rel', 'class', 'title'], img: ['src', 'alt'], ol: ['start'] },
	allowedClasses: { a: ['clause'] },
	transformTags: { a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs) }) },
	exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !isOwnImage(attribs.src ?? ''),
};

/** What scrolls by itself can be reached by keyboard, and has a name. */
const scrolls = ['tabindex', 'role', 'aria-label'];

const messagePolicy: IOptions = {
	...common,
	allowedTags: [...inline, ...blocks, ...headings, ...tables, 'hr', 'div'],
	allowedAttributes: {
		a: ['href', 'rel', 'title'],
		ol: ['start'],
		th: ['scope'],
		pre: scrolls,
		div: scrolls,
	},
	allowedClasses: { div: ['wide'], th: ['figure'], td: ['figure'] },
	transformTags: { a: (tagName, attribs) => ({ tagName, attribs: linkAttributes(attribs) }) },
};

/** Legal texts: headings, tables, and the anchors and images that are our own. */
export function sanitiseDocument(html: string): string {
	return withSpelled(sanitize(html, documentPolicy));
}

/** Staff updates: all that Markdown can say; images are links. */
export function sanitiseMessage(html: string): string {
	return withSpelled(sanitize(html, messagePolicy));
}

/** Links whose words are their address are marked: paper shows the address of the others. */
function withSpelled(html: string): string {
	return html.replace(/<a href="(https?:[^"]*)"([^>]*)>\1<\/a>/g, '<a href="$1"$2 class="spelled">$1</a>');
}

/** The words alone, on one line, with no markup and no entities. */
export function wordsOf(html: string): string {
	const text = sanitize(html, { ...common, allowedTags: [], allowedAttributes: {} });
	return unescaped(text).replace(/\s+/g, ' ').trim();
}

/** The words with a line for each paragraph, item and row, and with the addresses of links: they are promises too. */
export function linesOf(html: string, { addresses = true } = {}): string {
	const lines = (addresses ? withAddresses(html) : withCellsApart(html))
		.split(/<\/?(?:p|li|ul|ol|tr|pre|blockquote|h[1-6])\b[^>]*>|<(?:br|hr)\b[^>]*>/)
		.map(wordsOf);
	return lines.filter((line) => /[^\s|]/.test(line)).join('\n');
}

function withAddresses(html: string): string {
	return html
		.replace(
			/<a\b([^>]*?)\bhref="([^"]*)"([^>]*)>([\s\S]*?)<\/a>/g,
			(_, before: string, href: string, after: string, words: string) => {
				const title = attribute(`${before} ${after}`, 'title');
				const isSpelled = wordsOf(words) === wordsOf(href).replace(/^mailto:/, '');
				const beside = [...(isSpelled ? [] : [href]), ...(title === '' ? [] : [title])].join(': ');
				return beside === '' ? words : `${words} (${beside})`;
			},
		)
		.replace(/<img\b([^>]*)>/g, (_, attributes: string) => {
			const [src, alt, title] = ['src', 'alt', 'title'].map((name) => attribute(attributes, name));
			return ` (${[alt, title, src].filter(Boolean).join(': ')}) `;
		});
}

function attribute(attributes: string, name: string): string {
	return new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
}

/** What holds of it: with the numbers of lists, and without what is struck through. */
export function standingWords(html: string): string {
	const lists: (number | null)[] = [];
	let depth = 0;
	return html
		.split(/(<\/?del>)/)
		.filter((part) => {
			if (part === '<del>') depth++;
			else if (part === '</del>') depth--;
			else return depth === 0;
			return false;
		})
		.join('')
		.replace(/<(\/?)(ol|ul|li)\b([^>]*)>/g, (tag, end: string, name: string, attributes: string) => {
			if (name !== 'li') {
				if (end) lists.pop();
				else lists.push(name === 'ol' ? Number(attribute(attributes, 'start') || 1) : null);
				return tag;
			}
			const number = lists.at(-1) ?? null;
			if (end || number === null) return tag;
			lists[lists.length - 1] = number + 1;
			return `${tag}${number}. `;
		});
}

/** The words of tables with a mark between cells, which without it would run together. */
export function withCellsApart(html: string): string {
	return html.replace(/<\/t[hd]>\s*(?=<t[hd]\b)/g, ' | ');
}

/** Would the sanitiser leave a link to this address? */
export function isLinkable(href: string): boolean {
	return sanitiseMessage(`<a href="${escaped(href)}">x</a>`).includes('href=');
}

export function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The sanitiser writes these four, and no others. */
function unescaped(text: string): string {
	const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
	return text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => characters[name] ?? '');
}

/** Resolved as a browser would, since `/\evil.example` and `/<tab>/evil.example` both leave our origin. */
function linkAttributes({ href, ...others }: Record<string, string>): Record<string, string> {
	const url = href === undefined ? null : URL.parse(href, OWN);
	if (href === undefined || url === null || !SCHEMES.includes(url.protocol)) return others;
	return url.origin === OWN ? { ...others, href } : { ...others, href, rel: 'nofollow noopener' };
}

/** Is it an image of this site? Agreements show no others. */
export function isOwnImage(src: string): boolean {
	return src.startsWith('/') && URL.parse(src, OWN)?.origin === OWN;
}
