import type { Token, Tokens } from 'marked';
import { messages } from './message-tokens.ts';
import { tangledLine } from './nesting.ts';
import { isLinkable, isOwnImage } from './sanitise.ts';

/** So that a text of another kind does not fill the answer. */
const MOST_FLAWS = 5;
const LONGEST_QUOTE = 60;

/** What Markdown has other marks for, and what it has none for. What else stands between angle brackets is a name. */
const ELEMENT = new RegExp(
	`^</?(${[
		'a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas',
		'caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset',
		'figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|input|ins|kbd',
		'label|legend|li|link|main|map|mark|marquee|math|menu|meta|meter|nav|nobr|noframes|noscript|object|ol|optgroup',
		'option|output|p|param|picture|pre|progress|q|rp|rt|ruby|s|samp|script|search|section|select|slot|small|source|span',
		'strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul',
		'var|video|wbr',
	].join('|')})(?![\\w-])`,
	'i',
);
/** `<host>`: shown as it is typed. */
const NAME = /^<[a-z][\w.-]*>$/i;
/** Without any of these, a text that is shown as it is typed loses nothing. */
const MARK = /[#>|*_`~<[\]]|^\s*(?:[-+]|\d+[.)])\s/m;
const TANGLED = 'found more marks or longer words than can be told apart: leave blank lines, or spaces';
const FOOTNOTE = /\[\^[^\]\s]+\]:?/;

interface Flaw {
	found: string;
	why: string;
	/** How many lines below the beginning of its token. */
	below?: number;
}

/** What readers of a text would not see as it was meant. */
export interface Unseen {
	/** From 1. */
	line: number;
	/** `found "<br>": HTML is not shown: …` */
	detail: string;
}

/**
 * What of a message its readers would not see as it was meant, each with its line (from 1); none for nothing. At every door
 * where people write, such a message is refused; from elsewhere it is taken, and this is said.
 */
export function messageFlaws(markdown: string): string[] {
	const tangled = tangledLine(markdown);
	if (tangled !== null) return MARK.test(markdown) ? [`Line ${tangled}: ${TANGLED}`] : [];
	return unseenIn(markdown, { isDocument: false }).map(({ line, detail }) => `Line ${line}: ${detail}`);
}

/**
 * The same of any text that is not tangled.
 *
 * @param isDocument is it an agreement? There images of our own are shown; in a message each is a link
 */
export function unseenIn(markdown: string, { isDocument }: { isDocument: boolean }): Unseen[] {
	const source = markdown.replace(/\r\n?/g, '\n');
	const tokens = messages.lexer(source);
	const linked = new Set<string>();
	messages.walkTokens(tokens, (token) => {
		if (token.type === 'link' || token.type === 'image') linked.add(token.href);
	});
	const unseen: Unseen[] = [];
	let seen = 0;
	for (const { token, isLeaf, inLink } of inOrder(tokens, false)) {
		const [line = ''] = token.raw.trim().split('\n', 1);
		const start = Math.max(seen, source.indexOf(line, seen));
		const unshown = isDocument ? unshownInDocument(token) : [];
		for (const { found, why, below = 0 } of [...unshown, ...flawsOf(token, inLink, linked)]) {
			const number = source.slice(0, start).split('\n').length + below;
			unseen.push({ line: number, detail: `found ${shortened(found)}: ${why}` });
		}
		if (unseen.length >= MOST_FLAWS) return unseen.slice(0, MOST_FLAWS);
		if (isLeaf) seen = start + line.length;
	}
	return unseen;
}

/** What a message shows, and an agreement does not. */
function unshownInDocument({ type, raw, href, lang, tokens }: Tokens.Generic): Flaw[] {
	if (type === 'image' && !isOwnImage(href))
		return [{ found: raw, why: 'images of other sites are not shown: link to it' }];
	if (type === 'code' && /\s/.test((lang ?? '').trim())) {
		return [{ found: lang, why: 'words behind the mark of code are not shown: write them below' }];
	}
	const isEmpty =
		type === 'link' && messages.parser([{ type: 'paragraph', raw, text: raw, tokens: tokens ?? [] }]).trim();
	return isEmpty === '<p></p>' ? [{ found: raw, why: 'a link without words is not shown' }] : [];
}

function flawsOf(token: Tokens.Generic, inLink: boolean, linked: ReadonlySet<string>): Flaw[] {
	const { type, raw } = token;
	const flaw = (why: string, found = raw) => [{ found, why }];
	const footnote = footnoteIn(token);
	if (footnote !== undefined) return flaw('there are no footnotes: say it in the text', footnote);
	if (type === 'html') return isName(raw) ? [] : flaw('HTML is not shown: use Markdown, and `backticks` around code');
	if (type === 'def' && !linked.has(token.href)) return flaw('nothing refers to this, so it is not shown');
	if (type === 'image' && inLink) return flaw('an image inside a link is not shown: link to one of them');
	if ((type === 'link' || type === 'image') && !token.autolink && !isLinkable(token.href)) {
		return flaw('expected an address that begins with https:, http:, mailto: or tel:');
	}
	if (type === 'heading' && messages.parser([token as Token]) === '')
		return flaw('a heading without words is not shown');
	return type === 'table' ? excessCells(token as unknown as Tokens.Table) : [];
}

function footnoteIn({ type, raw, tokens }: Tokens.Generic): string | undefined {
	if (type === 'text') return tokens === undefined ? FOOTNOTE.exec(raw)?.[0] : undefined;
	return (type === 'link' || type === 'def') && raw.startsWith('[^') ? FOOTNOTE.exec(raw)?.[0] : undefined;
}

function isName(html: string): boolean {
	const typed = html.trim();
	return NAME.test(typed) && !ELEMENT.test(typed);
}

/** GFM §4.10 ignores the cells of a row that its head has not. */
function excessCells({ raw, header }: Tokens.Table): Flaw[] {
	const lines = raw.trimEnd().split('\n');
	return lines.flatMap((line, below) => {
		const cells = line
			.trim()
			.replace(/^\||(?<!\\)\|$/g, '')
			.split(/(?<!\\)\|/);
		const excess = cells.slice(header.length).filter((cell) => cell.trim() !== '');
		if (excess.length === 0) return [];
		return [{ found: line.trim(), why: `the table has ${header.length} columns, this row ${cells.length}`, below }];
	});
}

interface Placed {
	token: Token;
	/** Is there nothing inside it? */
	isLeaf: boolean;
	inLink: boolean;
}

function* inOrder(tokens: Token[], inLink: boolean): Generator<Placed> {
	for (const token of tokens) {
		const inner = insideOf(token);
		yield { token, isLeaf: inner.length === 0, inLink };
		yield* inOrder(inner, inLink || token.type === 'link');
	}
}

function insideOf(token: Tokens.Generic): Token[] {
	const cells: Tokens.TableCell[] = [token.header ?? [], ...(token.rows ?? [])].flat();
	return [...(token.tokens ?? []), ...(token.items ?? []), ...cells.flatMap(({ tokens }) => tokens)];
}

function shortened(text: string): string {
	const line = text.trim().replaceAll(/\s+/g, ' ');
	return JSON.stringify(line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line);
}
