import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { recordSamplesFromElsewhere } from '../commands/record-samples.ts';
import { Slug } from '../inputs/fields.ts';
import { SampleBatch } from '../inputs/samples.ts';
import { monitorsOf } from '../queries/admin/component-resource.ts';
import { type ApiContext, type ApiEnv, newRoutes, readingOf, slugIn } from './context.ts';
import { always, answers, IdempotencyKey, ofBodies, refusals, takes } from './documented.ts';
import { guardedUpTo } from './guard.ts';
import { idempotent } from './idempotency.ts';

/** A thousand samples with their details. */
const LARGEST_BATCH = 1024 * 1024;
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
		const { samples } = context.req.valid('json');
		const source = { component, monitors };
		await recordSamplesFromElsewhere(stores, site, source, samples, context.var.writing, now);
		return context.json({ accepted: samples.length }, 200);
	});
	return routes;
}

/** The key is bound to this body: what it holds was kept. */
async function recallRecorded(context: ApiContext): Promise<Response> {
	const { samples } = (await context.req.json()) as z.input<typeof SampleBatch>;
	return context.json({ accepted: samples.length }, 200);
}
