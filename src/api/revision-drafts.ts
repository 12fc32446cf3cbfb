import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { noteOnDraft, saveDraft } from '../commands/revision-drafts.ts';
import { NewDraft, NewDraftNote } from '../inputs/revision-draft.ts';
import { draftNoteResource, draftResources, wholeDraft } from '../queries/admin/draft-resource.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
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
import { etagOf } from './etag.ts';
import { guarded, guardedUpTo, LARGEST_REVISION } from './guard.ts';
import { ListQuery, listHeaders, sliceOf } from './lists.ts';
import { ByDocument, expectedNumber } from './revisions.ts';
import { Instant } from './schemas.ts';
import { idempotentInMemory } from './secret-answers.ts';

const tags = ['SLA'];
const ByVersion = ByDocument.extend({ version: z.coerce.number().pipe(z.int().positive()) });

const draft = {
	document: z.string(),
	version: z.int(),
	started_from: z.int().openapi({ description: 'The version that its author went on from; 0 for none.' }),
	follows: z.int().openapi({ description: 'The number of the last revision when it was written.' }),
	saved_at: Instant,
	saved_by: z.string(),
};
const Note = z
	.strictObject({
		id: z.string(),
		kind: z.enum(['comment', 'review', 'request']).openapi({
			description:
				'`review`: somebody who has written nothing of the draft has read this version. `request`: a colleague was asked by mail to; `body` is their opaque id.',
		}),
		clause: z.string().nullable(),
		body: z.string(),
		noted_at: Instant,
		noted_by: z.string(),
	})
	.openapi('DraftNote');
const Draft = z.strictObject(draft).openapi('Draft');
const texts = z.strictObject({ es: z.string().optional(), 'pt-BR': z.string().optional(), en: z.string().optional() });
const WholeDraft = z.strictObject({ ...draft, texts, notes: z.array(Note) }).openapi('WholeDraft');

const list = createRoute({
	method: 'get',
	path: '/sla/{document}/drafts',
	summary: 'List the versions of the next revision of a document while it is written, newest first',
	tags,
	...guarded('sla'),
	request: { params: ByDocument, query: ListQuery, headers: IfNoneMatch },
	responses: {
		200: answers('A page', z.strictObject({ drafts: z.array(Draft) }), 'ETag', 'Link'),
		...notModified,
		...refusals(...always, 'invalid'),
	},
});

const read = createRoute({
	method: 'get',
	path: '/sla/{document}/drafts/{version}',
	summary: 'Read a version, with its texts and what was said of it',
	tags,
	...guarded('sla'),
	request: { params: ByVersion, headers: IfNoneMatch },
	responses: {
		200: answers('The version', WholeDraft, 'ETag'),
		...notModified,
		...refusals(...always, 'not_found', 'invalid'),
	},
});

const save = createRoute({
	method: 'post',
	path: '/sla/{document}/drafts',
	summary: 'Save a version: it is public nowhere, and may be wrong',
	description:
		'With `If-Match` and the number of the version that it goes on from (`"0"` for none), what somebody else saved meanwhile is not passed over.',
	tags,
	...guardedUpTo(LARGEST_REVISION, 'sla', idempotentInMemory()),
	request: { params: ByDocument, body: takes(NewDraft), headers: IfMatch.extend(IdempotencyKey.shape) },
	responses: {
		201: answers('The version that stands now', WholeDraft, 'ETag', 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict', 'precondition_failed'),
	},
});

const note = createRoute({
	method: 'post',
	path: '/sla/{document}/drafts/{version}/notes',
	summary: 'Comment on a version, or say that it was read',
	tags,
	...guarded('sla', idempotentInMemory()),
	request: { params: ByVersion, body: takes(NewDraftNote), headers: IdempotencyKey },
	responses: {
		201: answers('The note', Note, 'Idempotency-Replayed'),
		...refusals(...always, ...ofBodies, 'not_found', 'conflict'),
	},
});

export function revisionDraftRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, async (context) => {
		const slice = sliceOf(context.req.valid('query'));
		const page = await draftResources(readingOf(context), context.req.valid('param').document, slice);
		const body = { drafts: page.items };
		return context.json(body, 200, listHeaders(context, slice, page, body));
	});
	routes.openapi(read, async (context) => {
		const { document, version } = context.req.valid('param');
		const body = await wholeDraft(readingOf(context), document, version);
		return context.json(body, 200, { etag: etagOf(body) });
	});
	routes.openapi(save, async (context) => {
		const reading = readingOf(context);
		const { document } = context.req.valid('param');
		const { by } = context.var.writing;
		const from = expectedNumber(context, 'last version');
		const { version } = await saveDraft(reading.stores, document, context.req.valid('json'), from, by, reading.now);
		return context.json(await wholeDraft(reading, document, version), 201, { etag: `"${version}"` });
	});
	routes.openapi(note, async (context) => {
		const { stores, now } = readingOf(context);
		const { document, version } = context.req.valid('param');
		const { by } = context.var.writing;
		const key = context.req.header('idempotency-key') ?? null;
		const noted = await noteOnDraft(stores, document, version, context.req.valid('json'), by, now, key);
		return context.json(draftNoteResource(noted), 201);
	});
	return routes;
}
