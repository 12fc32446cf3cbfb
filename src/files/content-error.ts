/** The operator's files are wrong. One line for each thing to correct: `content/site.yaml:12: office.from: expected …`. */
export class ContentError extends Error {
	readonly lines: string[];

	constructor(lines: string[]) {
		super(lines.join('\n'));
		this.name = 'ContentError';
		this.lines = lines;
	}
}

/** What was asked for as a whole can be had only in part. One line for each thing that would be left out. */
export class LeftOutError extends ContentError {
	override name = 'LeftOutError';
}
