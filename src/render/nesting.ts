/** Deeper than any text that people write, and far from where a recursive parser ends its stack. */
const MAX_DEPTH = 50;
/** In one paragraph. Matching them costs the square of their number. */
const MAX_DELIMITERS = 2000;
/** Of reference links, `[name]: address`. Every paragraph looks through all of them. */
const MAX_DEFINITIONS = 200;

/**
 * The line (from 1) where a markdown text becomes more tangled than people write and a parser can bear; null if nowhere.
 * One pass over the characters: it has to be quicker than what it protects.
 */
export function tangledLine(markdown: string): number | null {
	let delimiters = 0;
	let definitions = 0;
	for (const [i, line] of markdown.split(/\r\n|\r|\n/).entries()) {
		const blank = line.trim() === '';
		delimiters = blank ? 0 : delimiters + delimitersIn(line);
		if (/^[\s>]*\[[^\]]*\]:/.test(line)) definitions++;
		if (depthOf(line) > MAX_DEPTH || delimiters > MAX_DELIMITERS || definitions > MAX_DEFINITIONS) return i + 1;
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
