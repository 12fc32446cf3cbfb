import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { retryAllDeliveries, retryDelivery } from '../commands/subscribers.ts';
import { deliveryKinds, deliveryStates } from '../domain/notices/delivery.ts';
import { deliveryResource, deliveryResources } from '../queries/admin/subscriber-resource.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, IdempotencyKey, IfNoneMatch, notModified, refusals } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { ListQuery } from './lists.ts';
import { ById, Id, Instant } from './schemas.ts';
import { idempotentInMemory } from './secret-answers.ts';

const tags = ['Subscribers'];

export const Delivery = z
	.strictObject({
		id: Id.openapi({ description: 'It goes out with the message, as `webhook-id`.' }),
		kind: z.enum(deliveryKinds),
		publication: z.int().nullable().openapi({ description: 'Its number; null for the other kinds.' }),
		subscriber: Id,
		state: z.enum(deliveryStates),
		attempts: z.int(),
		created_at: Instant,
		due_at: Instant.nullable().openapi({ description: 'When it is tried next; null where it is not.' }),
		ended_at: Instant.nullable().openapi({ description: 'When it arrived, or was given up.' }),
		status: z.int().nullable().openapi({ description: 'What the receiver answered last.' }),
		failure: z.string().nullable().openapi({ description: 'Why the last attempt failed.' }),
	})
	.openapi('Delivery');

const Query = z.strictObject({
	limit: ListQuery.shape.limit,
	state: z.enum(deliveryStates).optional().openapi({ description: 'Absent: all.' }),
});

const list = createRoute({
	method: 'get',
	path: '/deliveries',
	summary: 'The last deliveries, newest first: what was sent, is due, or was given up (`parked`)',
	description: 'Those that ended are kept for thirty days.',
	tags,
	...guarded('admin'),
	request: { query: Query, headers: IfNoneMatch },
	responses: {
		200: answers('The newest', z.strictObject({ deliveries: z.array(Delivery) }), 'ETag'),
		...notModified,
		...refusals(...always, 'invalid'),
	},
});

const retry = createRoute({
	method: 'post',
	path: '/deliveries/{id}/retry',
	summary: 'Try one that was given up anew, for a day',
	tags,
	...guarded('admin', idempotentInMemory()),
	request: { params: ById, headers: IdempotencyKey },
	responses: {
		202: answers('It is due', Delivery, 'Idempotency-Replayed'),
		...refusals(...always, 'not_found', 'conflict', 'invalid'),
	},
});

const retryAll = createRoute({
	method: 'post',
	path: '/deliveries/retry',
	summary: 'Try all that were given up anew, for a day',
	tags,
	...guarded('admin', idempotentInMemory()),
	request: { headers: IdempotencyKey },
	responses: {
		202: answers(
			'They are due',
			z.strictObject({ retried: z.int() }).openapi('DeliveriesRetried'),
			'Idempotency-Replayed',
		),
		...refusals(...always, 'conflict', 'invalid'),
	},
});

export function deliveryRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const { limit, state = null } = context.req.valid('query');
		const body = { deliveries: await deliveryResources(readingOf(context), state, limit) };
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(retry, async (context) => {
		const { stores, now } = readingOf(context);
		const delivery = await retryDelivery(stores, context.req.valid('param').id, context.var.writing, now);
		return context.json(deliveryResource(delivery), 202);
	});
	routes.openapi(retryAll, async (context) => {
		const { stores, now } = readingOf(context);
		return context.json({ retried: await retryAllDeliveries(stores, context.var.writing, now) }, 202);
	});
	return routes;
}
