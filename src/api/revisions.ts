import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { DomainError } from '../domain/errors.ts';
import { languages } from '../domain/text.ts';
import { NewRevision } from '../inputs/revision.ts';
import { revisionByNumber, revisionResource, revisionResources } from '../queries/admin/revision-resource.ts';
import { type ApiContext, type ApiEnv, newRoutes, readingOf } from './context.ts';
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
import { tagsIn } from './etag.ts';
import { guarded, guardedUpTo, LARGEST_REVISION } from './guard.ts';
import { idempotent } from './idempotency.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { PublishAt, publish, waits } from './posting.ts';
import { Instant } from './schemas.ts';

const tags = ['SLA'];
export const ByDocument = z.object({ document: z.string().openapi({ example: 'blip-go' }) });
const title = z.strictObject({ title: z.string(), summary: z.string(), sha256: z.string() });

const Revision = z
	.strictObject({
		document: z.string(),
		number: z.int(),
		authentic: z.enum(languages).openapi({ description: 'The language of the text that binds.' }),
		editorial: z.boolean(),
		published_at: Instant.openapi({ description: 'When it was published. `in_force_from` says since when it binds.' }),
		in_force_from: Instant.openapi({
			description: 'The instant of publication, unless the terms before give notice; until the next one is in force.',
		}),
		published_by: z.string(),
		texts: z
			.strictObject({ es: title.optional(), 'pt-BR': title.optional(), en: title.optional() })
			.openapi({ description: 'SHA-256 of the whole file in UTF-8.' }),
		terms: z.record(z.string(), z.unknown()).openapi({ description: 'The machine-readable part.' }),
		url: z.string().openapi({ format: 'uri', description: 'Its public page.' }),
	})
	.openapi('Revision');

const list = createRoute({
	method: 'get',
	path: '/sla/{document}/revisions',
	summary: 'List the revisions of a document, newest first',
	description: 'The `ETag` is the number of the revision in force, in quotes.',
	tags,
	...guarded('sla'),
	request: { params: ByDocument, query: ListQuery, headers: IfNoneMatch },
	responses: {
		200: answers('A page', z.strictObject({ revisions: z.array(Revision) }), 'ETag', 'Link'),
		...notModified,
		...refusals(...always, 'not_found', 'invalid'),
	},
});

const next = createRoute({
	method: 'post',
	path: '/sla/{document}/revisions',
	summary: 'Publish a revision: it is in force at once, unless the one before gives notice',
	description:
		'A preview says which commitments have to be confirmed, each with its sentences: without, they are refused with 422 at `/commitments/{id}`. The body may have 4 MiB.',
	tags,
	...guardedUpTo(LARGEST_REVISION, 'sla', idempotent(recallPublished)),
	request: {
		params: ByDocument,
		body: takes(NewRevision),
		headers: IfMatch.extend(IdempotencyKey.shape),
		query: PublishAt,
	},
	responses: {
		...waits,
		201: answers(
			'The revision, in force from `in_force_from` on',
			Revision,
			'Location',
			'ETag',
			'Idempotency-Replayed',
		),
		...refusals(...always, ...ofBodies, 'conflict', 'precondition_failed'),
	},
});

export function revisionRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const slice = sliceOf(context.req.valid('query'));
		const page = await revisionResources(readingOf(context), context.req.valid('param').document, slice);
		const body = { revisions: page.items };
		return context.json(body, 200, listHeaders(context, slice, page, body, `"${page.inForce}"`));
	});
	routes.openapi(next, async (context) => {
		const { siteUrl } = readingOf(context);
		const { document } = context.req.valid('param');
		const { texts, commitments: confirmed = [] } = context.req.valid('json');
		const proposal = { document, texts, expected: expectedNumber(context, 'revision in force'), confirmed };
		const post = { kind: 'revision.publish', about: document, said: proposal } as const;
		const posted = await publish(context, post, context.req.valid('query'));
		if (posted.waiting) return posted.waiting;
		const revision = posted.result;
		const body = revisionResource(revision, siteUrl);
		return context.json(body, 201, { etag: `"${revision.number}"`, location: body.url });
	});
	return routes;
}

/** Null where the caller takes whichever is the last. @param what the number is of. @throws DomainError `precondition_failed` for what is no number */
export function expectedNumber({ req }: ApiContext, what: string): number | null {
	const given = req.header('if-match');
	if (given === undefined) return null;
	const [tag, ...others] = tagsIn(given);
	if (tag === '*') return null;
	const number = /^"(\d{1,9})"$/.exec(tag ?? '')?.[1];
	if (number !== undefined && others.length === 0) return Number(number);
	throw new DomainError('precondition_failed', `Expected If-Match with the number of the ${what}, in quotes`);
}

async function recallPublished(context: ApiContext, subject: string): Promise<Response> {
	const [, document = '', number = ''] = subject.split('/');
	const body = await revisionByNumber(readingOf(context), document, Number(number));
	return context.json(body, 201, { etag: `"${number}"`, location: body.url });
}
