/** How much of a text may name its charset (WHATWG HTML, "prescan"). */
export const NAMING = 1024;

/**
 * The charset of a text, by its byte order mark, its Content-Type, or what it says of itself; UTF-8 where none of them names
 * one that exists. The order is that of browsers.
 *
 * @param beginning of the body: its first {@link NAMING} bytes
 */
export function charsetOf(beginning: Buffer, contentType = ''): string {
	const text = beginning.subarray(0, NAMING).toString('latin1');
	const marked = marks.find(({ bytes }) => text.startsWith(bytes))?.charset;
	const given = contentType.match(/charset\s*=\s*["']?([\w:.-]+)/i)?.[1];
	const xml = text.match(/^\s*<\?xml[^>]*\sencoding=["']([\w-]+)["']/)?.[1];
	const meta = text.match(/<meta\s[^>]*charset\s*=\s*["']?([\w-]+)/i)?.[1];
	return [marked, given, xml, meta].find((one) => one !== undefined && isKnown(one)) ?? 'utf-8';
}

const marks = [
	{ bytes: '\xef\xbb\xbf', charset: 'utf-8' },
	{ bytes: '\xff\xfe', charset: 'utf-16le' },
	{ bytes: '\xfe\xff', charset: 'utf-16be' },
];

function isKnown(charset: string): boolean {
	try {
		return new TextDecoder(charset).encoding !== '';
	} catch {
		return false;
	}
}
