import { z } from '@hono/zod-openapi';
import { LONGEST_KEY } from './idempotency.ts';
import { type ProblemCode, problems } from './problem.ts';

const Problem = z
	.strictObject({
		type: z.string().openapi({ format: 'uri', example: 'https://status.example.com/api#invalid' }),
		title: z.string().openapi({ example: 'The input is not valid' }),
		status: z.int().openapi({ example: 422 }),
		detail: z.string().openapi({ example: 'The body is not as expected' }),
		request_id: z.string().openapi({ description: 'Names this request in our log.', example: '9f1c2ab4-1k' }),
		errors: z
			.array(
				z.strictObject({
					pointer: z.string().openapi({ description: 'A JSON Pointer (RFC 6901) into the input.', example: '/title' }),
					detail: z.string().openapi({ example: 'Expected a string, found nothing' }),
				}),
			)
			.optional(),
	})
	.openapi('Problem', { description: 'Why a request was refused (RFC 9457). Nothing was written.' });

type StatusOf<Code extends ProblemCode> = (typeof problems)[Code]['status'];

const headersOf: Partial<Record<ProblemCode, string[]>> = {
	unauthenticated: ['WWW-Authenticate'],
	forbidden: ['WWW-Authenticate'],
	too_many_requests: ['Retry-After'],
	unavailable: ['Retry-After'],
};

const headers = {
	ETag: { description: 'A strong tag of what is answered, for `If-None-Match` and `If-Match`.', schema: text() },
	Link: { description: '`rel="next"` leads to the next page; absent from the last one.', schema: text() },
	Location: { description: 'Where it is now.', schema: { ...text(), format: 'uri-reference' } },
	'Idempotency-Replayed': { description: '`true` where this is the first answer again.', schema: text() },
	'WWW-Authenticate': { description: 'What is missing (RFC 6750).', schema: text() },
	'Retry-After': { description: 'Seconds after which to try again.', schema: { type: 'integer' as const } },
};

/** What every route may answer. */
export const always = ['unauthenticated', 'forbidden', 'too_many_requests', 'internal', 'unavailable'] as const;
/** What every route with a body may answer besides. */
export const ofBodies = ['malformed', 'too_large', 'unsupported_media_type', 'invalid'] as const;

/** Problems as responses of a route. */
export function refusals<const Code extends ProblemCode>(...codes: Code[]) {
	const entries = codes.map((code) => [problems[code].status, refusal(code)]);
	return Object.fromEntries(entries) as Record<StatusOf<Code>, ReturnType<typeof refusal>>;
}

function refusal(code: ProblemCode) {
	return {
		description: problems[code].title,
		headers: documentedHeaders(...((headersOf[code] ?? []) as (keyof typeof headers)[])),
		content: { 'application/problem+json': { schema: Problem } },
	};
}

/** A response with a JSON body. */
export function answers<Schema extends z.ZodType>(
	description: string,
	schema: Schema,
	...names: (keyof typeof headers)[]
) {
	return { description, headers: documentedHeaders(...names), content: { 'application/json': { schema } } };
}

export const notModified = {
	304: { description: 'It is what `If-None-Match` names', headers: documentedHeaders('ETag', 'Link') },
};

export function takes<Schema extends z.ZodType>(schema: Schema) {
	return { required: true, content: { 'application/json': { schema } } };
}

const tag = z.string().optional();

export const IfNoneMatch = z.object({
	'If-None-Match': tag.openapi({ description: 'The `ETag` that you have: 304 where it is still the one.' }),
});
export const IfMatch = z.object({
	'If-Match': tag.openapi({ description: 'The `ETag` that you have seen: 412 where it is no longer the one.' }),
});
export const IdempotencyKey = z.object({
	'Idempotency-Key': z.string().min(1).max(LONGEST_KEY).optional().openapi({
		description: 'Of your choice: the same key and body get the first answer again, and do nothing twice.',
	}),
});

function documentedHeaders(...names: (keyof typeof headers)[]) {
	return Object.fromEntries(names.map((name) => [name, headers[name]]));
}

function text() {
	return { type: 'string' as const };
}
