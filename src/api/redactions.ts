import type { Heed } from '../commands/wipe.ts';
import type { ApiContext } from './context.ts';

/** For the log, when the file could not be written anew; the next redaction tries again. */
export function remarkUnwiped({ var: { runtime } }: ApiContext): Heed {
	return (err) => runtime.log.error({ err }, 'redacted words may still lie in unused parts of the database');
}
