import { z } from 'zod';
import { isOneLine } from '../domain/text.ts';
import { InstantInput, Slug } from './fields.ts';
import { wordingInput } from './text.ts';

const MOST_SAMPLES = 1000;
const LONGEST_DETAIL = 200;

const Sample = z
	.strictObject({
		at: InstantInput,
		ok: z.boolean(),
		response_ms: z
			.number()
			.min(0)
			.max(86_400_000)
			.nullable()
			.default(null)
			.meta({ description: 'How long the answer took, in milliseconds; kept as a whole number.' }),
		detail: wordingInput(LONGEST_DETAIL, isOneLine)
			.nullable()
			.default(null)
			.meta({ description: 'Why it failed, in a few words.' }),
		monitor: Slug.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Expected a name such as "external"')
			.max(60)
			.default('external')
			.meta({
				description:
					'Of the monitor that measured: one that `components.yaml` declares with `external: true` or `heartbeat`.',
			}),
	})
	.transform(({ response_ms: millis, ...sample }) => {
		return { ...sample, responseMillis: millis === null ? null : Math.round(millis) };
	})
	.meta({ id: 'Sample', example: { at: '2026-11-22T12:00:00Z', ok: true, response_ms: 84 } });
/** What a monitor elsewhere has measured. */
export type GivenSample = z.output<typeof Sample>;

export const SampleBatch = z
	.strictObject({
		samples: z.array(Sample).min(1).max(MOST_SAMPLES, `Expected at most ${MOST_SAMPLES} samples`),
		interval_seconds: z.int().min(1).max(86_400).optional().meta({
			deprecated: true,
			description: 'How often it measures is what `components.yaml` says of the monitor.',
		}),
	})
	.meta({ id: 'SampleBatch' });
