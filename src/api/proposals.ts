import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { dismissProposal } from '../commands/dismiss-proposal.ts';
import { openIncident } from '../commands/open-incident.ts';
import { criticalities, type IncidentDraft } from '../domain/incidents/incident.ts';
import { type Proposal, proposedCriticality } from '../domain/watch/proposal.ts';
import { proposalById, proposalResources, proposedWords } from '../queries/admin/proposals.ts';
import type { ResourceReading } from '../queries/admin/resource.ts';
import { type ApiEnv, newRoutes, readingOf, root } from './context.ts';
import { always, answers, IdempotencyKey, IfNoneMatch, notModified, ofBodies, refusals, takes } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { Incident } from './incident-schemas.ts';
import { impactOf, presentChanged, recallOpened } from './incidents.ts';
import {
	BodyInput,
	ById,
	ComponentStatus,
	Id,
	Instant,
	Slug,
	StatusByComponent,
	Text,
	TitleInput,
	textIn,
} from './schemas.ts';

const tags = ['Proposals'];
const Criticality = z.enum(criticalities);

const ProposalSchema = z
	.strictObject({
		id: Id,
		kind: z.enum(['monitor', 'partner']).openapi({ description: "A monitor of ours, or the partner's own page." }),
		component: Slug,
		source: z.string().openapi({ description: 'The name of the monitor.' }),
		status: ComponentStatus,
		since: Instant,
		detail: z.string().nullable(),
		systems: z.array(Slug).openapi({ description: 'Those that rely on the partner.' }),
		sets_status: z.boolean().openapi({ description: 'Whether the page says so already.' }),
		incident: z
			.strictObject({ title: Text, body: Text, criticality: Criticality })
			.openapi({ description: 'What the incident will say unless told otherwise.' }),
	})
	.openapi('Proposal');

const NewProposedIncident = z
	.strictObject({
		title: TitleInput.optional(),
		body: BodyInput.optional(),
		criticality: Criticality.optional(),
		components: StatusByComponent.optional(),
	})
	.openapi('NewProposedIncident', { example: {} });
type NewProposedIncident = z.infer<typeof NewProposedIncident>;

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
	request: { params: ById, body: takes(NewProposedIncident), headers: IdempotencyKey },
	responses: {
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

export function proposalRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const body = { proposals: await proposalResources(readingOf(context)) };
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(open, async (context) => {
		const reading = readingOf(context);
		const proposal = await proposalById(reading, context.req.valid('param').id);
		const draft = draftOf(proposal, context.req.valid('json'), reading);
		const incident = await openIncident(reading.stores, draft, context.var.writing, reading.now);
		const body = await presentChanged(context, incident);
		return context.json(body, 201, { etag: etagOf(body), location: `${root}/incidents/${incident.id}` });
	});
	routes.openapi(dismiss, async (context) => {
		const { stores, now } = readingOf(context);
		await dismissProposal(stores, context.req.valid('param').id, context.var.writing, now);
		return context.body(null, 204);
	});
	return routes;
}

/** It began when it was first noticed; a partner's failure has a partner for its cause (SLA §2.2). */
function draftOf(proposal: Proposal, given: NewProposedIncident, { language, now }: ResourceReading): IncidentDraft {
	const { observation, component } = proposal;
	const words = proposedWords(proposal);
	const components = given.components ?? { [component.slug]: observation.status };
	const isPartners = component.kind === 'partner';
	return {
		title: given.title === undefined ? words.title : textIn(language, given.title),
		body: given.body === undefined ? words.body : textIn(language, given.body),
		status: isPartners ? 'identified' : 'investigating',
		impact: impactOf(Object.values(components)),
		criticality: given.criticality ?? proposedCriticality(proposal),
		components,
		cause: isPartners ? component.slug : null,
		startedAt: observation.from,
		detectedAt: observation.from,
		acceptedAt: now,
	};
}
