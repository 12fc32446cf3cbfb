import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { judgeAgain } from '../commands/judge-again.ts';
import { recordTickets } from '../commands/record-tickets.ts';
import { SecondVerdict } from '../inputs/second-verdict.ts';
import { TicketBatch } from '../inputs/ticket.ts';
import { ticketAddresses, ticketById, ticketResources } from '../queries/admin/ticket-resource.ts';
import { findPromises } from '../queries/shared/promise-book.ts';
import { type ApiContext, type ApiEnv, newRoutes, readingOf, said } from './context.ts';
import {
	always,
	answers,
	IdempotencyKey,
	IfMatch,
	IfNoneMatch,
	notModified,
	ofBodies,
	refusals,
	takes,
} from './documented.ts';
import { etagOf, ifMatch } from './etag.ts';
import { guardedUpTo } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { ById } from './schemas.ts';
import { Ticket, TicketList, TicketsRecorded } from './ticket-schemas.ts';

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
		'A ticket that is known by its reference is brought up to date: a field that is left out stays as it is, null takes it away. A verdict that was recorded stays, whatever is reported later: what would follow is the `difference` of that promise. A justification that was published is not replaced. The body may have 1 MiB.',
	tags,
	...guardedUpTo(LARGEST_BATCH, 'tickets', idempotent(recallRecorded)),
	request: { body: takes(TicketBatch), headers: IdempotencyKey },
	responses: {
		200: answers('What the batch came to', TicketsRecorded, 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'conflict'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/tickets/{id}',
	summary: 'Read a ticket, and what was promised to it, by its public id',
	tags,
	...guardedUpTo(LARGEST_BATCH, 'tickets'),
	request: { params: ById, headers: IfNoneMatch },
	responses: { 200: answers('The ticket', Ticket, 'ETag'), ...notModified, ...refusals(...always, 'not_found') },
});

const again = createRoute({
	method: 'post',
	path: '/tickets/{id}/verdicts',
	summary: 'Make a second verdict of what follows from the facts of today; the first stays in sight',
	tags,
	...guardedUpTo(LARGEST_BATCH, 'sla', idempotent(recallJudged)),
	request: { params: ById, body: takes(SecondVerdict), headers: IfMatch.extend(IdempotencyKey.shape) },
	responses: {
		201: answers('The ticket as it is now', Ticket, 'ETag', 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
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
		const reading = readingOf(context);
		const given = said(context, context.req.valid('json').tickets);
		const recorded = await recordTickets(reading.stores, given, context.var.writing, reading.now);
		await context.var.runtime.judged();
		const tickets = await ticketAddresses(
			reading,
			given.map(({ reference }) => reference),
		);
		return context.json({ ...recorded, tickets }, 200);
	});
	routes.openapi(read, async (context) => {
		const body = await ticketById(readingOf(context), context.req.valid('param').id);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(again, async (context) => {
		const reading = readingOf(context);
		const { stores, site, now } = reading;
		const { id } = context.req.valid('param');
		const ticket = await ticketById(reading, id);
		ifMatch(context, () => ticket)(ticket);
		const wish = said(context, context.req.valid('json'));
		await judgeAgain(stores, findPromises(stores, site), { kind: 'ticket', id }, wish, context.var.writing, now);
		return answerJudged(context, id);
	});
	return routes;
}

async function answerJudged(context: ApiContext, id: string) {
	await context.var.runtime.judged();
	const body = await ticketById(readingOf(context), id);
	return context.json(body, 201, { etag: etagOf(body) });
}

/** Which ticket it was about stands in the address. */
async function recallJudged(context: ApiContext): Promise<Response> {
	return answerJudged(context, context.req.param('id') ?? '');
}

/** What became of the batch stands in the ledger, and which tickets it was about in the request. */
async function recallRecorded(context: ApiContext, _subject: string, published: string): Promise<Response> {
	const { recorded, unchanged } = JSON.parse(published) as { recorded: number; unchanged: number };
	const { tickets } = TicketBatch.parse(await context.req.json());
	const addresses = await ticketAddresses(
		readingOf(context),
		tickets.map(({ reference }) => reference),
	);
	return context.json({ recorded, unchanged, tickets: addresses }, 200);
}
