import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { InstantInput, Slug } from '../inputs/fields.ts';
import { uptimeResource } from '../queries/admin/uptime-resource.ts';
import { Because, ShownStatus } from './component-schemas.ts';
import { type ApiEnv, newRoutes, readingOf, slugIn } from './context.ts';
import { answers, IfNoneMatch, notModified, refusals } from './documented.ts';
import { etagOf } from './etag.ts';
import { inTurn } from './guard.ts';
import { Instant } from './schemas.ts';

/** A plus sign that stands bare in an address arrives as a space. */
const AskedInstant = z
	.string()
	.transform((text) => text.replace(/ (?=\d\d:\d\d$)/, '+'))
	.pipe(InstantInput)
	.openapi({ type: 'string', format: 'date-time' });

const Range = z.strictObject({
	from: AskedInstant.optional().openapi({ description: 'Unless given, 90 days before the end.' }),
	to: AskedInstant.optional().openapi({ description: 'Unless given, now. What is to come is not counted.' }),
});

const Seconds = z.number().min(0);

const Uptime = z
	.strictObject({
		component: Slug,
		from: Instant,
		to: Instant,
		uptime: z.number().min(0).max(1).nullable().openapi({
			description:
				'A fraction: 1 − (major × weight + partial × weight) ÷ (range − maintenance − not measured). Null where nothing is left to divide by, and where `as_told` is true and nobody told of an outage.',
		}),
		as_told: z.boolean().openapi({
			description: 'Nothing measured it in this range: only what people told counts.',
		}),
		range_seconds: Seconds,
		maintenance_seconds: Seconds,
		partial_outage_seconds: Seconds,
		major_outage_seconds: Seconds,
		not_measured_seconds: Seconds.openapi({
			description: 'When nobody knew, nobody watched, or work went on beyond its announced end: neither up nor down.',
		}),
		not_watched_seconds: Seconds.openapi({
			description: 'How many of these lay outside the hours in which anybody was to watch.',
		}),
		weights: z.strictObject({ major_outage: z.number(), partial_outage: z.number() }),
		intervals: z
			.array(
				z.strictObject({
					from: Instant,
					to: Instant,
					status: ShownStatus,
					because: Because.nullable(),
					counted_as: ShownStatus.openapi({
						description:
							'What the figures count: the status, but for maintenance that was announced after it began, which is not deducted.',
					}),
				}),
			)
			.openapi({ description: 'Oldest first, from `from` to `to`, without gaps.' }),
	})
	.openapi('Uptime');

const read = createRoute({
	method: 'get',
	path: '/components/{slug}/uptime',
	summary: 'The uptime of a component over a range, and all that it is computed from',
	description: 'Open to everybody.',
	tags: ['Components'],
	middleware: [inTurn],
	request: { params: z.object({ slug: Slug }), query: Range, headers: IfNoneMatch },
	responses: {
		200: answers('The uptime', Uptime, 'ETag'),
		...notModified,
		...refusals('not_found', 'invalid', 'too_many_requests', 'internal', 'unavailable'),
	},
});

export function uptimeRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(read, async (context) => {
		const slug = slugIn(context, context.req.valid('param').slug);
		const body = await uptimeResource(readingOf(context), slug, context.req.valid('query'));
		// Any page may compute it again.
		return context.json(body, 200, { etag: etagOf(body), 'access-control-allow-origin': '*' });
	});
	return routes;
}
