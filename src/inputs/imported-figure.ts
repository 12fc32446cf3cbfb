import { z } from 'zod';
import { HOUR, INSTANTS, isMeant } from '../domain/instant.ts';
import { isOneLine } from '../domain/text.ts';
import { InstantInput, Slug } from './fields.ts';
import { wordingInput } from './text.ts';

const LONGEST_NAME = 60;
const MOST_MEASUREMENTS = 100_000_000;
const LONGEST_RESPONSE = 86_400_000;

const count = z
	.string()
	.regex(/^\d{1,9}$/, 'Expected a whole number')
	.transform(Number)
	.refine((number) => number <= MOST_MEASUREMENTS, `Expected at most ${MOST_MEASUREMENTS}`);
const millis = z
	.string()
	.regex(/^\d{1,8}(\.\d{1,9})?$/, 'Expected a time in milliseconds, such as "84" or "84.5"')
	.transform((text) => Math.round(Number(text)))
	.refine((number) => number <= LONGEST_RESPONSE, 'Expected a time of at most a day')
	.optional();

const anHour = InstantInput.refine((at) => at % HOUR === 0, 'Expected a full hour of UTC');
const aDay = z.iso.date().refine((day) => isMeant(Date.parse(day)), INSTANTS);

/** The columns of a file with the figures of another tool. */
export const figureFields = {
	component: Slug,
	/** A day of the site's calendar, or an hour. */
	start: z.union([aDay.transform((day) => ({ day })), anHour.transform((hour) => ({ hour }))], {
		error: 'Expected a day such as "2026-11-20", or a full hour of UTC such as "2026-11-20T16:00:00Z"',
	}),
	measurements: count.refine((number) => number > 0, 'Expected at least one measurement'),
	failed: count,
	response_ms: millis,
	p95_ms: millis,
};

export const GivenFigure = z
	.strictObject(figureFields)
	// Where one of them is no number, that is all there is to say.
	.refine(({ measurements, failed }) => !(failed > measurements), {
		path: ['failed'],
		error: 'Expected no more than there are measurements',
	})
	.refine(({ response_ms, p95_ms }) => p95_ms === undefined || p95_ms >= (response_ms ?? 0), {
		path: ['p95_ms'],
		error: 'Expected a time not below response_ms',
	});
/** A line of such a file. */
export type GivenFigure = z.output<typeof GivenFigure>;

/** What the other tool is called: the page says it. */
export const SourceName = wordingInput(LONGEST_NAME, isOneLine);
