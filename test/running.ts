import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const running = new Set<ChildProcess>();
/** After that, a process that was asked to end is ended. */
const PATIENCE = 5000;

/** The process ends with the file of its test, whatever becomes of the test. */
export function endingWithItsFile<P extends ChildProcess>(child: P): P {
	running.add(child);
	child.once('exit', () => running.delete(child));
	return child;
}

/** Ends what tests have left running. */
export async function endAllRunning(): Promise<void> {
	await Promise.all([...running].map(endInTheEnd));
}

async function endInTheEnd(child: ChildProcess): Promise<void> {
	const ended = once(child, 'exit');
	child.kill('SIGTERM');
	const last = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
	await ended;
	clearTimeout(last);
}
