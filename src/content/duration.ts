import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/instant.ts';

const units: Record<string, number> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** "30s", "5m", "1h" or "7d", read as milliseconds. */
export const Duration = z
	.string('Expected a duration such as "30s", "5m", "1h" or "7d"')
	.regex(/^[1-9]\d{0,4}[smhd]$/, 'Expected a duration such as "30s", "5m", "1h" or "7d"')
	.transform((written) => Number(written.slice(0, -1)) * (units[written.at(-1) as string] as number));

/** The same, not below or above what makes sense. Both limits are in milliseconds. */
export function durationBetween(least: number, most: number, words: string) {
	return Duration.refine((millis) => millis >= least && millis <= most, `Expected a duration ${words}`);
}

/** For what may take less than a second: "300ms", too. Both limits are in milliseconds. */
export function precisely(least: number, most: number, words: string) {
	const message = `Expected a duration ${words}, such as "300ms" or "2s"`;
	return z
		.string(message)
		.regex(/^[1-9]\d{0,4}(ms|[smhd])$/, message)
		.transform(
			(written) =>
				Number.parseInt(written, 10) * (written.endsWith('ms') ? 1 : (units[written.at(-1) as string] as number)),
		)
		.refine((millis) => millis >= least && millis <= most, message);
}
