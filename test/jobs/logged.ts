import type { Log } from '../../src/operating/log.ts';

/** A log whose lines a test can read: "error: samples could not be recorded". */
export function logged(): { log: Log; lines: string[] } {
	const lines: string[] = [];
	const at =
		(level: string) =>
		(...line: [words: string] | [object, words: string]) =>
			void lines.push(`${level}: ${line.at(-1)}`);
	return { log: { info: at('info'), warn: at('warn'), error: at('error') } as unknown as Log, lines };
}
