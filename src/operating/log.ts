import { type Logger, pino } from 'pino';
import type { Config } from '../config.ts';

export type Log = Logger;

const secrets = ['authorization', 'cookie', 'secret', 'token', 'password'];

/** JSON lines on standard output. What may be a secret is never written. */
export function openLog(level: Config['logLevel']): Log {
	const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
	return pino({ level, redact: { paths, censor: '[redacted]' } });
}
