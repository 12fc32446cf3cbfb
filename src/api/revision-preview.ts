import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { languages } from '../domain/text.ts';
import { clauseCourse } from '../i18n/clause-words.ts';
import { messagesIn } from '../i18n/messages.ts';
import { termLine } from '../i18n/term-words.ts';
import { NewRevision } from '../inputs/revision.ts';
import { iso, isoOrNull, type ResourceReading } from '../queries/admin/resource.ts';
import { revisionEffects } from '../queries/admin/revision-effects.ts';
import { happeningResource } from '../queries/admin/revision-effects-resource.ts';
import { type RevisionPreview, revisionPreview } from '../queries/admin/revision-preview.ts';
import { type ApiEnv, newRoutes, readingOf } from './context.ts';
import { always, answers, ofBodies, refusals, takes } from './documented.ts';
import { guardedUpTo, LARGEST_REVISION } from './guard.ts';
import { Target } from './promise-schemas.ts';
import { Happening } from './revision-effects-schema.ts';
import { ByDocument } from './revisions.ts';
import { Instant, Text } from './schemas.ts';

const Part = z.strictObject({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
const Clause = z.strictObject({
	number: z.string().nullable().openapi({ example: '2.2.2', description: 'Where there are two, the later one.' }),
	from: z.array(z.string().nullable()).openapi({
		example: ['2.2.1'],
		description:
			'Its numbers in the revision that it would follow: none where it is new, several where they were merged.',
	}),
	to: z.array(z.string().nullable()).openapi({
		example: ['2.2.2'],
		description: 'Its numbers in the new text: none where it is gone, several where it was split.',
	}),
	kind: z.enum(['renumbered', 'moved', 'marked_up', 'changed', 'split', 'merged', 'added', 'removed']).openapi({
		description:
			'`renumbered`, `moved`: the same words under another number, or at another place. `marked_up`: the same words with other emphasis or another shape.',
	}),
	moved: z.boolean().openapi({ description: 'It stands elsewhere among the others, whatever else became of it.' }),
	text: z.string().nullable().openapi({
		example: 'La 2.2.1 ahora es la 2.2.2.',
		description: 'What became of its number and its place; null where nothing did.',
	}),
	parts: z.array(Part),
});
const PreviewText = z.strictObject({
	language: z.enum(languages),
	title: z.string(),
	summary: z.string(),
	sha256: z.string(),
	html: z.string().openapi({ description: 'As the page would show it.' }),
	clauses: z.array(Clause).nullable().openapi({
		description:
			'Those that differ from the revision that it would follow, in force or announced; null where that has no text in this language.',
	}),
});
const Value = z
	.union([z.string(), z.number(), z.boolean(), z.array(z.unknown()), z.record(z.string(), z.unknown())])
	.nullable();
const TermChange = z.strictObject({
	path: z.string().openapi({ example: 'solution-urgent.target' }),
	from: Value,
	to: Value,
	text: z.string().openapi({ example: 'Solución, Urgente: 1 día hábil → 2 días hábiles' }),
});
const KeptPromise = z.strictObject({
	id: z.string(),
	title: Text,
	accepted_at: Instant,
	revision: z.int().openapi({ description: 'The one in force at acceptance, whose terms it keeps.' }),
	target: Target,
	url: z.string().openapi({ format: 'uri' }),
});

const Commitment = z.strictObject({
	id: z.string(),
	clause: z.string(),
	sentences: Text.openapi({ description: 'What its clause says, in each language of the texts.' }),
	confirmed: z.boolean().openapi({
		description: 'True where the revision before says it with the same terms and words: nobody has to read it again.',
	}),
});

const Preview = z
	.strictObject({
		document: z.string(),
		in_force: z.int().nullable(),
		follows: z.int().nullable().openapi({
			description:
				'The last one, in force or announced: what is shown as changing differs from it. Its number is what `If-Match` has to say to publish.',
		}),
		in_force_from: Instant.nullable().openapi({
			description:
				'When it would come into force if it were published now, where the agreement gives notice; null for at once.',
		}),
		refused: z
			.array(z.strictObject({ pointer: z.string(), detail: z.string() }))
			.openapi({ description: 'Why the texts would not be published; empty where they would be.' }),
		texts: z.array(PreviewText),
		terms: z.array(TermChange),
		notices: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).openapi({
			description: 'Clauses with figures that no commitment names: nothing says whether they are right.',
		}),
		commitments: z.array(Commitment).openapi({
			description: 'To be sent back with the publication, each with `confirmed: true` from somebody who has read it.',
		}),
		kept: z.array(KeptPromise).openapi({ description: 'Running promises, which keep their terms.' }),
		...Happening.shape,
	})
	.openapi('RevisionPreview');

const preview = createRoute({
	method: 'post',
	path: '/sla/{document}/preview',
	summary: 'See what publishing a revision would do',
	description:
		'Writes nothing. Texts that would be refused are answered with 200 as well, and with the reasons. The body may have 4 MiB.',
	tags: ['SLA'],
	...guardedUpTo(LARGEST_REVISION, 'sla'),
	request: { params: ByDocument, body: takes(NewRevision) },
	responses: { 200: answers('What would happen', Preview), ...refusals(...always, ...ofBodies) },
});

export function previewRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(preview, async (context) => {
		const reading = readingOf(context);
		const { document } = context.req.valid('param');
		const { texts } = context.req.valid('json');
		const found = await revisionPreview(reading.stores, document, texts, reading.now);
		const before = (await reading.stores.revisions.of(document)).at(-1)?.terms;
		const effects = await revisionEffects(reading, document, before, found.termsAfter);
		const happening = happeningResource(reading, effects, (found.follows ?? 0) + 1);
		return context.json({ ...previewResource(found, reading), ...happening }, 200);
	});
	return routes;
}

function previewResource(
	preview: RevisionPreview,
	{ language, siteUrl }: ResourceReading,
): Omit<z.infer<typeof Preview>, keyof z.infer<typeof Happening>> {
	const { document, inForce, follows, inForceFrom, refused, texts, terms, planNames, notices, commitments, kept } =
		preview;
	const t = messagesIn(language);
	return {
		...{ document, in_force: inForce, follows, in_force_from: isoOrNull(inForceFrom), refused },
		texts: texts.map(({ clauses, ...text }) => ({
			...text,
			clauses:
				clauses?.flatMap((clause) => {
					const { number, from, to, kind, moved, parts } = clause;
					const text = clauseCourse(language, clause);
					return kind === 'same' ? [] : [{ number, from, to, kind, moved, text, parts }];
				}) ?? null,
		})),
		terms: terms.map((change) => {
			const { path, from, to } = change;
			return { path, from, to, text: termLine(t, change, planNames) };
		}) as z.infer<typeof TermChange>[],
		notices,
		commitments: commitments.map(({ mark: _, ...commitment }) => commitment),
		kept: kept.map(({ id, title, acceptedAt, revision, target }) => ({
			...{ id, title, accepted_at: iso(acceptedAt), revision, target },
			url: `${siteUrl}/incidents/${id}`,
		})),
	};
}
