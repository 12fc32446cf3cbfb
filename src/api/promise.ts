import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { criticalities } from '../domain/incidents/incident.ts';
import { InstantInput } from '../inputs/fields.ts';
import { promiseAnswer } from '../queries/pages/promise-calculation.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { answers, IfNoneMatch, notModified, refusals } from './documented.ts';
import { etagOf } from './etag.ts';
import { inTurn } from './guard.ts';
import { promised } from './promise-schemas.ts';

const Question = z
	.strictObject({
		document: z.string().min(1).openapi({ example: 'blip-go' }),
		term: z.enum(['solution', 'first_response']).optional().openapi({
			description: 'What is asked about; left out, a question with a criticality is about the solution.',
		}),
		criticality: z.enum(criticalities).optional(),
		accepted_at: InstantInput.optional(),
		plan: z.string().min(1).optional().openapi({ example: 'pro' }),
		received_at: InstantInput.optional(),
		revision: z.coerce
			.number()
			.int()
			.positive()
			.optional()
			.openapi({ description: 'Ask under this one, whatever the date.' }),
	})
	.superRefine(({ term, criticality, accepted_at, plan, received_at }, context) => {
		const solution = criticality !== undefined && accepted_at !== undefined && received_at === undefined;
		const response = plan !== undefined && (received_at === undefined) !== (accepted_at === undefined);
		const asked = termOf({ term, criticality });
		const isAmbiguous = term === undefined && criticality !== undefined && plan !== undefined;
		if (isAmbiguous || !(asked === 'solution' ? solution : response)) {
			context.addIssue({
				code: 'custom',
				message:
					'Expected either criticality and accepted_at, or plan and one of received_at and accepted_at; with both plan and criticality, expected term',
			});
		}
	});

function termOf({ term, criticality }: { term?: 'solution' | 'first_response' | undefined; criticality?: unknown }) {
	return term ?? (criticality === undefined ? 'first_response' : 'solution');
}

const Answer = z
	.strictObject({
		...promised,
		basis: z.enum(['in_force_then', 'asked_for', 'in_force_now']).openapi({
			description:
				'Why this revision binds: it was in force then; it was asked for; or the instant is still to come, and it is the one in force now.',
		}),
	})
	.openapi('PromiseAnswer');

const calculate = createRoute({
	method: 'get',
	path: '/promise',
	summary: 'What would be promised',
	description: 'Open to everybody. The outcome is that of a ticket that is still open.',
	tags: ['Promises'],
	middleware: [inTurn],
	request: { query: Question, headers: IfNoneMatch },
	responses: {
		200: answers('One promise', Answer, 'ETag'),
		...notModified,
		...refusals('not_found', 'invalid', 'too_many_requests', 'internal', 'unavailable'),
	},
});

export function promiseRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(calculate, async (context) => {
		const { document, term, criticality, plan, revision = null, ...instants } = context.req.valid('query');
		const at = (instants.accepted_at ?? instants.received_at) as number;
		const asked =
			criticality !== undefined && termOf({ term, criticality }) === 'solution'
				? { term: 'solution' as const, criticality, plan: plan ?? null }
				: { term: 'first_response' as const, plan: plan as string, criticality: criticality ?? null };
		const body = await promiseAnswer(readingOf(context), { document, asked, at, revision });
		return context.json(body, 200, { etag: etagOf(body) });
	});
	return routes;
}
