/** Hebrew, Arabic and the other scripts that run so, and the marks that turn a text around. */
const fromTheRight = /[\u0590-\u08ff\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Does it need a direction of its own? What has none of these needs none. */
export function runsFromTheRight(text: string): boolean {
	return fromTheRight.test(text);
}

/** A name as it may stand in a sentence of ours, also where there is no markup: it doesn't turn the rest around (UAX #9). */
export function isolated(name: string): string {
	return runsFromTheRight(name) ? `\u2068${name}\u2069` : name;
}
