import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Post, PostKind, Result } from '../commands/posts.ts';
import type { Precondition } from '../commands/precondition.ts';
import { publishOrHold } from '../commands/waiting-posts.ts';
import { InstantInput } from '../inputs/fields.ts';
import { waitingPostResource } from '../queries/admin/waiting-post-resource.ts';
import { type ApiEnv, readingOf } from './context.ts';
import { answers } from './documented.ts';
import { RevisionEffects } from './revision-effects-schema.ts';
import { Id, Instant } from './schemas.ts';
import { answerWaiting } from './waiting-answer.ts';

/** The query of whatever is published: it may wait. */
export const PublishAt = z.strictObject({
	publish_at: InstantInput.optional().openapi({
		type: 'string',
		format: 'date-time',
		description: 'Still to come, within a year: it waits until then, and is published once, as its author.',
	}),
});

const Author = z.strictObject({
	kind: z.enum(['token', 'person', 'command_line', 'machine']),
	id: z.string().nullable(),
	name: z.string().openapi({ description: 'Of the token, or the role of a person.' }),
});

export const WaitingPost = z
	.strictObject({
		id: Id,
		kind: z.string().openapi({ example: 'incident.update' }),
		about: z
			.string()
			.nullable()
			.openapi({ description: 'The id of what it is about; null where it makes something new.' }),
		state: z.enum(['waiting', 'published', 'cancelled', 'refused']),
		needs_approval: z
			.boolean()
			.openapi({ description: 'By somebody other than who wrote it, as `approval` in site.yaml says.' }),
		by: Author,
		approved_by: Author.nullable(),
		held_at: Instant,
		publish_at: Instant.nullable().openapi({ description: 'Null for as soon as it is approved.' }),
		ended_at: Instant.nullable(),
		cancelled_by: Author.nullable().openapi({ description: 'Who cancelled it, or put it aside.' }),
		refusal: z
			.strictObject({
				code: z.string(),
				detail: z.string(),
				flaws: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })),
			})
			.nullable()
			.openapi({ description: 'Why it was not published when its time came: nothing was.' }),
		published: z.string().nullable().openapi({ description: 'What became public.', example: 'incident/k3j9x0c2m1aa' }),
		url: z.string().openapi({ format: 'uri', description: 'Where people see, approve or cancel it.' }),
	})
	.openapi('WaitingPost');

const title = z
	.string()
	.nullable()
	.openapi({ description: 'Of what it is about, in the first language of the site; null where it has none any more.' });
export const TitledWaitingPost = z.strictObject({ ...WaitingPost.shape, title }).openapi('TitledWaitingPost');
export const WholeWaitingPost = z
	.strictObject({
		...TitledWaitingPost.shape,
		said: z
			.record(z.string(), z.unknown())
			.nullable()
			.openapi({
				description:
					'What it will say, as the body that the route of its kind takes: texts, components, instants. Of a revision its number (`revision`), the one that it follows (`follows`), whether it changes words only (`editorial`), and its texts, each with language, title, summary and SHA-256. Null once it was published, or cancelled by its author; what somebody else cancelled of a person stays until they have put it aside.',
				example: { title: { es: 'API caída' }, body: { es: 'No responde.' }, components: { api: 'major_outage' } },
			}),
		would: RevisionEffects.nullable().openapi({
			description: 'Of a revision that waits, what its publication would do; null for anything else.',
		}),
	})
	.openapi('WholeWaitingPost');

/** The answer to what is not published yet. */
export const waits = {
	202: answers(
		'It waits for `publish_at` or for a second person; `Location` is where it is read, approved and cancelled',
		WaitingPost,
		'Location',
	),
};

/** Publishes at once, or answers with what waits. @throws DomainError */
export async function publish<K extends PostKind>(
	context: Context<ApiEnv>,
	post: Post<K>,
	{ publish_at: publishAt }: z.output<typeof PublishAt>,
	seen: Precondition<never> = () => {},
): Promise<{ result: Result<K>; waiting: null } | { waiting: ReturnType<typeof answerWaiting> }> {
	const { desk } = context.var.runtime;
	const { now } = readingOf(context);
	const posted = await publishOrHold(desk, post, context.var.writing, now, seen, publishAt ?? null);
	if (posted.kind === 'published') return { result: posted.result, waiting: null };
	return { waiting: answerWaiting(context, waitingPostResource(readingOf(context), posted.post)) };
}
