import { format } from 'node:util';
import type { Log } from '../operating/log.ts';

/**
 * Whatever anything in this process prints, warns of or lets fall goes to the log, as one line of JSON: an operator's tools
 * can read all of it. What nobody caught is logged too, and the process lives on: it serves visitors who have no part in it.
 */
export function logWhatIsPrinted(log: Log): void {
	for (const level of ['error', 'warn', 'info', 'log', 'debug', 'trace'] as const) {
		const write = level === 'error' || level === 'warn' ? level : 'debug';
		console[level] = (...words: unknown[]) => log[write](format(...words));
	}
	process.removeAllListeners('warning');
	process.on('warning', (warning) => log.warn({ err: warning }, warning.message));
	process.on('uncaughtException', (error) => log.error({ err: error }, 'nobody caught this'));
	process.on('unhandledRejection', (error) => log.error({ err: error }, 'nobody waited for this'));
}
