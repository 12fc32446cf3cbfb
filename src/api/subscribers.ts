import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { addSubscriber, removeSubscriber, rotateSecret, sendTest } from '../commands/subscribers.ts';
import { channels, missingWay } from '../domain/notices/subscriber.ts';
import { languages } from '../domain/text.ts';
import { NewSubscriber, Topics } from '../inputs/subscriber.ts';
import { deliveryResource, subscriberResource, subscriberResources } from '../queries/admin/subscriber-resource.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { Delivery } from './deliveries.ts';
import { always, answers, IdempotencyKey, IfNoneMatch, notModified, ofBodies, refusals, takes } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { ById, Id, Instant } from './schemas.ts';
import { idempotentInMemory } from './secret-answers.ts';

const tags = ['Subscribers'];

const facts = {
	id: Id,
	channel: z.enum(channels),
	address: z.string().openapi({ example: 'https://example.com/hooks/status' }),
	topics: Topics,
	components: z.array(z.string()).nullable().openapi({ description: 'Slugs; null for whatever is touched.' }),
	subject: z.string().nullable().openapi({ description: 'The one that is wanted; null for all.' }),
	turns_only: z.boolean().openapi({ description: 'Not every update, but when something begins, ends or moves.' }),
	language: z.enum(languages).nullable().openapi({ description: 'Null for the site’s first.' }),
	created_at: Instant,
	confirmed_at: Instant.nullable().openapi({
		description:
			'When its receiver answered the challenge; null until then: it hears of nothing else, and is forgotten after a week.',
	}),
	quarantined_at: Instant.nullable().openapi({
		description: 'When its address was given up, after it was refused three times over a day.',
	}),
};
const secret = z.string().openapi({
	description: 'Messages are signed with it (https://www.standardwebhooks.com): shown this once.',
	example: 'whsec_…',
});

const Subscriber = z.strictObject(facts).openapi('Subscriber');
const SubscriberWithSecret = z
	.strictObject({
		...facts,
		secret,
		waits_for: z.enum(['mail_server', 'telegram_bot']).nullable().openapi({
			description:
				'What the operator has to set up before anything reaches it (SMTP_URL, TELEGRAM_BOT_TOKEN): its question waits for a day. Null for nothing.',
		}),
	})
	.openapi('SubscriberWithSecret');

const list = createRoute({
	method: 'get',
	path: '/subscribers',
	summary: 'List whom we tell, newest first, without their secrets',
	tags,
	...guarded('admin'),
	request: { headers: IfNoneMatch },
	responses: {
		200: answers('All of them', z.strictObject({ subscribers: z.array(Subscriber) }), 'ETag'),
		...notModified,
		...refusals(...always),
	},
});

const add = createRoute({
	method: 'post',
	path: '/subscribers',
	summary: 'Add a subscriber: a webhook, an e-mail address, or a room of a chat',
	description:
		'People get a message with a link first, and hear of nothing until somebody follows it and presses the button. The receiver of a webhook is sent a challenge first, within seconds: `{"challenge": "…"}`, to which it answers 200 with that word in its answer. Until then it hears of nothing. After that it is told of each publication in the shape of Statuspage’s webhooks, signed as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`). Any answer from 200 to 299 within ten seconds counts as arrived; else it is tried again for a day, with longer and longer pauses, and then parked. What comes twice has the same `webhook-id`.',
	tags,
	...guarded('admin', idempotentInMemory()),
	request: { body: takes(NewSubscriber), headers: IdempotencyKey },
	responses: {
		201: answers('The subscriber with its secret', SubscriberWithSecret, 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'conflict'),
	},
});

const remove = createRoute({
	method: 'delete',
	path: '/subscribers/{id}',
	summary: 'Remove a subscriber, and all that was to be sent',
	tags,
	...guarded('admin'),
	request: { params: ById },
	responses: { 204: { description: 'Its address is gone' }, ...refusals(...always, 'not_found') },
});

const rotate = createRoute({
	method: 'post',
	path: '/subscribers/{id}/secret',
	summary: 'Give it a new secret: for a day messages are signed with both',
	tags,
	...guarded('admin', idempotentInMemory()),
	request: { params: ById, headers: IdempotencyKey },
	responses: {
		201: answers('The new secret', z.strictObject({ secret }), 'Idempotency-Replayed'),
		...refusals(...always, 'not_found', 'conflict', 'invalid'),
	},
});

const test = createRoute({
	method: 'post',
	path: '/subscribers/{id}/test',
	summary: 'Send something to see whether it arrives; until it is confirmed, the challenge again',
	tags,
	...guarded('admin', idempotentInMemory()),
	request: { params: ById, headers: IdempotencyKey },
	responses: {
		202: answers(
			'It is sent within seconds; `GET /deliveries` says what became of it',
			Delivery,
			'Idempotency-Replayed',
		),
		...refusals(...always, 'not_found', 'conflict', 'invalid'),
	},
});

export function subscriberRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const body = { subscribers: await subscriberResources(readingOf(context)) };
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(add, async (context) => {
		const { stores, site, now } = readingOf(context);
		const subscriber = await addSubscriber(stores, site, context.req.valid('json'), context.var.writing, now);
		const waits_for = missingWay(subscriber.channel, context.var.runtime.config);
		return context.json({ ...subscriberResource(subscriber), secret: subscriber.secret, waits_for }, 201);
	});
	routes.openapi(remove, async (context) => {
		const { stores, now } = readingOf(context);
		await removeSubscriber(stores, context.req.valid('param').id, context.var.writing, now);
		return context.body(null, 204);
	});
	routes.openapi(rotate, async (context) => {
		const { stores, now } = readingOf(context);
		const secret = await rotateSecret(stores, context.req.valid('param').id, context.var.writing, now);
		return context.json({ secret }, 201);
	});
	routes.openapi(test, async (context) => {
		const { stores, now } = readingOf(context);
		const delivery = await sendTest(stores, context.req.valid('param').id, context.var.writing, now);
		return context.json(deliveryResource(delivery), 202);
	});
	return routes;
}
