import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { recordTickets } from '../commands/record-tickets.ts';
import { ticketResources } from '../queries/admin/ticket-resource.ts';
import { type ApiContext, type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, IdempotencyKey, IfNoneMatch, notModified, ofBodies, refusals, takes } from './documented.ts';
import { guardedUpTo } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { givenTicket, TicketBatch, TicketList, TicketsRecorded } from './ticket-schemas.ts';

const tags = ['Tickets'];
/** A thousand tickets take more room than an incident does. */
const LARGEST_BATCH = 1024 * 1024;

const TicketsQuery = ListQuery.extend({
	document: z.string().optional().openapi({ description: 'Only those of this document.', example: 'blip-go' }),
	month: z
		.string()
		.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Expected a month such as "2026-10"')
		.optional()
		.openapi({ description: "Only those received in this month, in the site's time zone.", example: '2026-10' }),
});

const list = createRoute({
	method: 'get',
	path: '/tickets',
	summary: 'List tickets, the last recorded first',
	tags,
	...guardedUpTo(LARGEST_BATCH, 'tickets'),
	request: { query: TicketsQuery, headers: IfNoneMatch },
	responses: {
		200: answers('A page', TicketList, 'ETag', 'Link'),
		...notModified,
		...refusals(...always, 'invalid'),
	},
});

const record = createRoute({
	method: 'post',
	path: '/tickets',
	summary: 'Record tickets: all of a batch, or none',
	description:
		'A ticket that is known by its reference is brought up to date: a field that is left out stays as it is, null takes it away. What ends a promise in another way that has ended needs a `reason`, and the earlier outcome stays on the register. The body may have 1 MiB.',
	tags,
	...guardedUpTo(LARGEST_BATCH, 'tickets', idempotent(recallRecorded)),
	request: { body: takes(TicketBatch), headers: IdempotencyKey },
	responses: {
		200: answers('What the batch came to', TicketsRecorded, 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'conflict'),
	},
});

export function ticketRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const query = context.req.valid('query');
		const slice = sliceOf(query);
		const page = await ticketResources(readingOf(context), query, slice);
		const body = { tickets: page.items };
		const { document, month } = query;
		return context.json(body, 200, listHeaders(context, slice, page, body, undefined, { document, month }));
	});
	routes.openapi(record, async (context) => {
		const { stores, site, language, now } = readingOf(context);
		const given = context.req.valid('json').tickets.map((one) => givenTicket(one, language));
		return context.json(await recordTickets(stores, site, given, context.var.writing, now), 200);
	});
	return routes;
}

/** What became of the batch stands in the ledger. */
async function recallRecorded(context: ApiContext, _subject: string, published: string): Promise<Response> {
	const { recorded, unchanged } = JSON.parse(published) as z.infer<typeof TicketsRecorded>;
	return context.json({ recorded, unchanged }, 200);
}
