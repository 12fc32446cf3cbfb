import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { dismissProposal } from '../commands/dismiss-proposal.ts';
import { proposedIncident } from '../commands/proposed-incident.ts';
import { Dismissal } from '../inputs/dismissal.ts';
import { ComponentStatus, Criticality, Slug } from '../inputs/fields.ts';
import { NewProposedIncident } from '../inputs/incident.ts';
import { proposalById, proposalResources, proposedWords } from '../queries/admin/proposals.ts';
import { presentChanged, recallOpened } from './changed-incident.ts';
import { type ApiEnv, newRoutes, readingOf, root, said } from './context.ts';
import { always, answers, IdempotencyKey, IfNoneMatch, notModified, ofBodies, refusals, takes } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { Incident } from './incident-schemas.ts';
import { PublishAt, publish, waits } from './posting.ts';
import { ById, Id, Instant, Text } from './schemas.ts';

const tags = ['Proposals'];
const ProposalSchema = z
	.strictObject({
		id: Id,
		kind: z
			.enum(['monitor', 'partner', 'alert'])
			.openapi({ description: "A monitor of ours, the partner's own page, or an alert of another program." }),
		component: Slug,
		source: z.string().openapi({ description: 'The name of the monitor, or of what sent the alert.' }),
		status: ComponentStatus,
		since: Instant,
		detail: z.string().nullable().openapi({ description: 'What it says; of alerts, of all that fire.' }),
		systems: z.array(Slug).openapi({ description: 'Those that rely on the partner.' }),
		sets_status: z.boolean().openapi({ description: 'Whether the page says so already.' }),
		incident: z
			.strictObject({ title: Text, body: Text, criticality: Criticality })
			.openapi({ description: 'What the incident will say unless told otherwise.' }),
	})
	.openapi('Proposal');

const list = createRoute({
	method: 'get',
	path: '/proposals',
	summary: 'List what fails and has no incident yet',
	tags,
	...guarded('status'),
	request: { headers: IfNoneMatch },
	responses: {
		200: answers(
			'All of it, the longest-standing first',
			z.strictObject({ proposals: z.array(ProposalSchema) }),
			'ETag',
		),
		...notModified,
		...refusals(...always),
	},
});

const open = createRoute({
	method: 'post',
	path: '/proposals/{id}/incident',
	summary: 'Open the incident: `{}` is enough',
	tags,
	...guarded('status', idempotent(recallOpened)),
	request: { params: ById, body: takes(NewProposedIncident), headers: IdempotencyKey, query: PublishAt },
	responses: {
		...waits,
		201: answers('The incident, public from now on', Incident, 'Location', 'ETag', 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict'),
	},
});

const dismiss = createRoute({
	method: 'delete',
	path: '/proposals/{id}',
	summary: 'Put a proposal aside: it needs no incident',
	tags,
	...guarded('status'),
	request: { params: ById },
	responses: { 204: { description: 'It is gone' }, ...refusals(...always, 'not_found') },
});

const dismissWithReason = createRoute({
	method: 'post',
	path: '/proposals/{id}/dismissal',
	summary: 'Put a proposal aside, and say why',
	tags,
	...guarded('status'),
	request: { params: ById, body: takes(Dismissal) },
	responses: { 204: { description: 'It is gone' }, ...refusals(...always, ...ofBodies, 'not_found') },
});

export function proposalRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const body = { proposals: await proposalResources(readingOf(context)) };
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(open, async (context) => {
		const reading = readingOf(context);
		const proposal = await proposalById(reading, context.req.valid('param').id);
		const input = said(context, context.req.valid('json'));
		const words = proposedWords(proposal);
		const proposed = proposedIncident(proposal, words, input, reading.now);
		const post = { kind: 'incident.open', about: '', said: proposed } as const;
		const posted = await publish(context, post, context.req.valid('query'));
		if (posted.waiting) return posted.waiting;
		const incident = posted.result;
		const body = await presentChanged(context, incident);
		return context.json(body, 201, { etag: etagOf(body), location: `${root}/incidents/${incident.id}` });
	});
	routes.openapi(dismiss, async (context) => {
		const { stores, now } = readingOf(context);
		await dismissProposal(stores, context.req.valid('param').id, {}, context.var.writing, now);
		return context.body(null, 204);
	});
	routes.openapi(dismissWithReason, async (context) => {
		const { stores, now } = readingOf(context);
		const why = said(context, context.req.valid('json'));
		await dismissProposal(stores, context.req.valid('param').id, why, context.var.writing, now);
		return context.body(null, 204);
	});
	return routes;
}
