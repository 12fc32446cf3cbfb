import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { recordSamplesFromElsewhere } from '../commands/record-samples.ts';
import { isOneLine } from '../domain/text.ts';
import { monitorsOf } from '../queries/admin/component-resource.ts';
import { type ApiContext, type ApiEnv, newRoutes, readingOf, slugIn } from './context.ts';
import { always, answers, IdempotencyKey, ofBodies, refusals, takes } from './documented.ts';
import { guardedUpTo } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { InstantInput, Slug, wordingInput } from './schemas.ts';

const MOST_SAMPLES = 1000;
/** A thousand samples with their details. */
const LARGEST_BATCH = 1024 * 1024;
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
			.openapi({ description: 'How long the answer took, in milliseconds; kept as a whole number.' }),
		detail: wordingInput(LONGEST_DETAIL, isOneLine)
			.nullable()
			.default(null)
			.openapi({ description: 'Why it failed, in a few words.' }),
		monitor: Slug.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Expected a name such as "external"')
			.max(60)
			.default('external')
			.openapi({
				description: 'Of the monitor that measured: one that `components.yaml` declares with `external: true`.',
			}),
	})
	.openapi('Sample', { example: { at: '2026-11-22T12:00:00Z', ok: true, response_ms: 84 } });

const SampleBatch = z
	.strictObject({
		samples: z.array(Sample).min(1).max(MOST_SAMPLES, `Expected at most ${MOST_SAMPLES} samples`),
		interval_seconds: z.int().min(1).max(86_400).optional().openapi({
			deprecated: true,
			description: 'How often it measures is what `components.yaml` says of the monitor.',
		}),
	})
	.openapi('SampleBatch');

const Accepted = z
	.strictObject({
		accepted: z.int().openapi({ description: 'How many were given. One of an instant that is known changes nothing.' }),
	})
	.openapi('SamplesAccepted');

const record = createRoute({
	method: 'post',
	path: '/components/{slug}/samples',
	summary: 'Record what a monitor elsewhere has measured: all of a batch, or nothing',
	description: 'Idempotent by monitor and instant, with or without a key. The body may have 1 MiB.',
	tags: ['Components'],
	...guardedUpTo(LARGEST_BATCH, 'samples', idempotent(recallRecorded)),
	request: { params: z.object({ slug: Slug }), body: takes(SampleBatch), headers: IdempotencyKey },
	responses: {
		200: answers('They are kept', Accepted, 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict'),
	},
});

export function sampleRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(record, async (context) => {
		const component = slugIn(context, context.req.valid('param').slug);
		const { stores, site, now } = readingOf(context);
		const monitors = await monitorsOf(stores, component);
		const given = context.req.valid('json');
		const samples = given.samples.map(({ response_ms: millis, ...sample }) => {
			return { ...sample, responseMillis: millis === null ? null : Math.round(millis) };
		});
		const source = { component, monitors };
		await recordSamplesFromElsewhere(stores, site, source, samples, context.var.writing, now);
		return context.json({ accepted: samples.length }, 200);
	});
	return routes;
}

/** The key is bound to this body: what it holds was kept. */
async function recallRecorded(context: ApiContext): Promise<Response> {
	const { samples } = (await context.req.json()) as z.infer<typeof SampleBatch>;
	return context.json({ accepted: samples.length }, 200);
}
