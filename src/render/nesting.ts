/** What people write stays far below these, and the parser bears them. Measured: 1 MB at any limit takes seconds. */
const LIMITS = {
	/** Quotes and lists inside each other: the parser recurses. */
	depth: 50,
	/** Spaces in a row. The search for the end of a line costs the square of their number. */
	spaces: 500,
	/** Characters without a space. From each, the parser looks ahead whether an e-mail address begins. */
	word: 2000,
	/** In one paragraph. Matching the marks of emphasis and links costs the square of their number. */
	delimiters: 2000,
	/** Lines of one quote. */
	quoted: 500,
	/** Lines of one paragraph that continue a quote without its mark: each makes the parser begin the quote again. */
	lazy: 50,
	/** Lines of one paragraph of a list: the parser looks back at all of them. */
	listed: 500,
	/** Reference links, `[name]: address`. Every paragraph looks through all of them. */
	definitions: 500,
};

/** What a blank line begins again. */
const NONE = { delimiters: 0, quoted: 0, lazy: 0, listed: 0 };

/**
 * The line (from 1) where a markdown text becomes more tangled than people write and a parser can bear; null if nowhere.
 * One pass over the characters: it has to be quicker than what it protects.
 */
export function tangledLine(markdown: string): number | null {
	let counts = { ...NONE };
	let inList = false;
	let definitions = 0;
	let afterQuote = false;
	for (const [i, line] of markdown.split(/\r\n|\r|\n/).entries()) {
		if (line.trim() === '') {
			counts = { ...NONE };
			inList = false;
		}
		const item = /^[\s>]*([*+-]|\d{1,9}[.)])(\s|$)/.test(line);
		inList ||= item || /^[ \t]+\S/.test(line);
		counts.listed = item ? 0 : counts.listed + Number(inList);
		const quoted = /^[\s\d>*+.)-]*>/.test(line);
		counts.delimiters += delimitersIn(line);
		counts.quoted += Number(quoted);
		counts.lazy += Number(afterQuote && !quoted && line.trim() !== '');
		afterQuote = quoted;
		definitions += Number(line.includes(']:'));
		const found = {
			...counts,
			definitions,
			spaces: longestRow(line, isSpace),
			word: longestRow(line, isNoSpace),
			depth: depthOf(line),
		};
		if (Object.entries(LIMITS).some(([name, limit]) => found[name as keyof typeof LIMITS] > limit)) return i + 1;
	}
	return null;
}

/** How many quotes and lists a line may be inside: each takes a marker, or two columns of indentation. */
function depthOf(line: string): number {
	let markers = 0;
	let columns = 0;
	for (let i = 0; i < line.length; i++) {
		const character = line.charAt(i);
		if (character === ' ') columns++;
		else if (character === '\t') columns += 4;
		else if (character === '>') markers++;
		else if ('-+*'.includes(character) && /[ \t]/.test(line.charAt(i + 1))) markers++;
		else if (/\d/.test(character)) {
			const end = endOfOrdinal(line, i);
			if (end === null) break;
			markers++;
			i = end;
		} else break;
	}
	return markers + Math.floor((columns - Math.min(columns, markers)) / 2);
}

/** `12. ` or `12) ` at `start` of a line: the position of its dot. At most nine digits (CommonMark §5.2). */
function endOfOrdinal(line: string, start: number): number | null {
	const ordinal = line.slice(start, start + 11).match(/^\d{1,9}[.)](?=[ \t]|$)/);
	return ordinal === null ? null : start + ordinal[0].length - 1;
}

function delimitersIn(line: string): number {
	let found = 0;
	for (let i = 0; i < line.length; i++) if ('[]*_`~<!'.includes(line.charAt(i))) found++;
	return found;
}

function longestRow(line: string, belongs: (character: string) => boolean): number {
	let longest = 0;
	let row = 0;
	for (let i = 0; i < line.length; i++) {
		row = belongs(line.charAt(i)) ? row + 1 : 0;
		longest = Math.max(longest, row);
	}
	return longest;
}

function isSpace(character: string): boolean {
	return character === ' ' || character === '\t';
}

function isNoSpace(character: string): boolean {
	return !isSpace(character);
}
