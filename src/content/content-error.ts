/** The operator's files are wrong. One line for each thing to correct: `content/site.yaml:12: office.from: expected …`. */
export class ContentError extends Error {
	readonly lines: string[];

	constructor(lines: string[]) {
		super(lines.join('\n'));
		this.name = 'ContentError';
		this.lines = lines;
	}
}
