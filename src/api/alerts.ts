import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { recordAlerts } from '../commands/record-alerts.ts';
import type { AlertMessage, IgnoredAlert } from '../domain/watch/alert.ts';
import { alertMessages } from '../inputs/alerts/alert-messages.ts';
import { type ApiContext, type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, IdempotencyKey, ofBodies, refusals, takes } from './documented.ts';
import { refuseFlaws } from './flaws.ts';
import { guardedUpTo, soleScope } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { HttpProblem } from './problem.ts';

/** A thousand alerts with their labels. */
const LARGEST_MESSAGE = 1024 * 1024;
/** How many of those that were ignored the log names. */
const NAMED = 10;

const Message = z.looseObject({}).openapi('AlertMessage', {
	description: 'What a source of this kind sends.',
	anyOf: Object.values(alertMessages).map((schema) => ({ $ref: `#/components/schemas/${nameOf(schema)}` })),
});

const Heeded = z
	.strictObject({
		taken: z.int().openapi({ description: 'How many are about a component. What is known already changes nothing.' }),
		ignored: z
			.array(
				z.strictObject({
					pointer: z
						.string()
						.openapi({ description: 'A JSON Pointer (RFC 6901) into the body.', example: '/alerts/3' }),
					alert: z.string().openapi({ description: 'What it says.', example: 'DiskFull: 3 % left on db-2' }),
					reason: z.string().openapi({ example: 'No component has `alerts.match` with these labels' }),
				}),
			)
			.openapi({ description: 'What changed nothing, since it is about no component or no alert.' }),
	})
	.openapi('AlertsHeeded');

const record = createRoute({
	method: 'post',
	path: '/alerts/{source}',
	summary: 'Take alerts of another program: what fires and has no incident becomes a proposal',
	description:
		'The body is what the kind of the source sends (`alerts` in `site.yaml`). Idempotent by what the source knows an alert by, with or without a key. The body may have 1 MiB.',
	tags: ['Proposals'],
	...guardedUpTo(LARGEST_MESSAGE, 'alerts', soleScope('alerts'), configured(), idempotent(recallHeeded)),
	request: {
		params: z.object({
			source: z.string().openapi({ description: 'As `site.yaml` names it.', example: 'prometheus' }),
		}),
		query: z.object({
			token: z.string().optional().openapi({
				description:
					'For what can send no `Authorization`: a token whose only scope is `alerts`. Proxies may log addresses.',
			}),
		}),
		body: takes(Message),
		headers: IdempotencyKey,
	},
	responses: {
		200: answers('They are kept', Heeded, 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict'),
	},
});

export function alertRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	for (const schema of Object.values(alertMessages)) routes.openAPIRegistry.register(nameOf(schema), schema);
	routes.openapi(record, async (context) => {
		const { source } = context.req.valid('param');
		const { told, ignored } = messageIn(context, context.req.valid('json'));
		const { stores, now } = readingOf(context);
		const unmatched = await recordAlerts(stores, source, told, context.var.writing, now);
		const all = [...ignored, ...unmatched.map(({ pointer, words }) => ({ pointer, words, reason: noComponent }))];
		reportIgnored(context, source, all);
		return context.json(heeded(told.length - unmatched.length, all), 200);
	});
	return routes;
}

const noComponent = 'No component has `alerts.match` with these labels';

function heeded(taken: number, ignored: IgnoredAlert[]) {
	return { taken, ignored: ignored.map(({ pointer, words: alert, reason }) => ({ pointer, alert, reason })) };
}

/** @throws HttpProblem `invalid` */
function messageIn(context: ApiContext, body: unknown): AlertMessage {
	const read = alertMessages[sourceIn(context).kind].safeParse(body);
	return read.success ? read.data : refuseFlaws('json', read.error);
}

function configured(): MiddlewareHandler<ApiEnv> {
	return async (context, next) => {
		sourceIn(context);
		await next();
	};
}

/** @throws HttpProblem `not_found` */
function sourceIn(context: ApiContext) {
	const name = context.req.param('source') ?? '';
	const source = context.var.runtime.content.site.alerts.find((one) => one.name === name);
	if (!source) throw new HttpProblem('not_found', `There is no source of alerts "${name}" in site.yaml`);
	return source;
}

function reportIgnored({ req, var: { runtime } }: ApiContext, source: string, ignored: IgnoredAlert[]): void {
	if (ignored.length === 0) return;
	const alerts = ignored.slice(0, NAMED).map(({ words, reason }) => ({ alert: words, reason }));
	const requestId = req.header('x-request-id');
	runtime.log.warn({ requestId, source, ignored: ignored.length, alerts }, 'alerts that change nothing');
}

/** The key is bound to this body: what it holds was kept. */
async function recallHeeded(context: ApiContext): Promise<Response> {
	const { told, ignored } = messageIn(context, await context.req.json());
	return context.json(heeded(told.length, ignored), 200);
}

function nameOf(schema: z.ZodType): string {
	return schema.meta()?.id ?? '';
}
