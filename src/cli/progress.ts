import { Presets, SingleBar } from 'cli-progress';

/** How far a long piece of work has come. */
export interface Progress {
	update: (done: number) => void;
	stop: () => void;
}

/** A bar on standard error, for people; where nobody watches, nothing. */
export function openProgress(what: string, total: number): Progress {
	if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
	const format = `${what} {bar} {percentage} %`;
	const bar = new SingleBar(
		{ format, stream: process.stderr, clearOnComplete: true, hideCursor: true },
		Presets.shades_grey,
	);
	bar.start(Math.max(1, total), 0);
	return { update: (done) => bar.update(done), stop: () => bar.stop() };
}
