import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Language, languages } from '../domain/text.ts';
import { clauseCourse } from '../i18n/clause-words.ts';
import type { Messages } from '../i18n/es/messages.ts';
import { messagesIn } from '../i18n/messages.ts';
import { prevailsWords } from '../i18n/revision-change-words.ts';
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
	was: z
		.strictObject({ title: z.string(), summary: z.string() })
		.nullable()
		.openapi({ description: 'Of the revision that it would follow; null where that has no text in this language.' }),
	clauses: z.array(Clause).nullable().openapi({
		description:
			'Those that differ from the revision that it would follow, in force or announced; null where that has no text in this language.',
	}),
});
const OtherPrevails = z.strictObject({
	from: z.enum(languages),
	to: z.enum(languages),
	text: z.string().openapi({
		example: 'Ahora prevalece el texto en portugués de Brasil; antes prevalecía el texto en español.',
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
	clause: z.string().nullable().openapi({ description: 'Null for `rules.authentic`, of which no clause need speak.' }),
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
		authentic: OtherPrevails.nullable().openapi({
			description: 'The language that prevails, where it is another; to be confirmed as `rules.authentic`.',
		}),
		texts: z.array(PreviewText),
		gone: z.array(z.enum(languages)).openapi({
			description: 'Languages that the revision that it would follow has a text in, and this one does not.',
		}),
		terms: z.array(TermChange).nullable().openapi({
			description:
				'Null where they cannot be compared yet, since they cannot be read: `refused` says why. A wording is compared in each language.',
		}),
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
	const { document, inForce, follows, inForceFrom, refused, texts, changes, notices, commitments, kept } = preview;
	const t = messagesIn(language);
	const authentic = changes?.authentic ?? null;
	const compared = changes?.texts ?? [];
	return {
		...{ document, in_force: inForce, follows, in_force_from: isoOrNull(inForceFrom), refused },
		authentic: authentic && { ...authentic, text: prevailsWords(t, authentic) },
		texts: texts.map((text) => {
			const one = compared.find(({ language, onlyIn }) => language === text.language && onlyIn === null);
			return {
				...text,
				was: one ? { title: one.title.from ?? '', summary: one.summary.from ?? '' } : null,
				clauses: one ? (one.changed ?? []).map((clause) => clauseResource(clause, language)) : null,
			};
		}),
		gone: compared.filter(({ onlyIn }) => onlyIn === 'before').map((one) => one.language),
		terms: termsResource(preview, t),
		notices,
		commitments: commitments.map(({ mark: _, ...commitment }) => commitment),
		kept: kept.map(({ id, title, acceptedAt, revision, target }) => ({
			...{ id, title, accepted_at: iso(acceptedAt), revision, target },
			url: `${siteUrl}/incidents/${id}`,
		})),
	};
}

type Changed = NonNullable<NonNullable<RevisionPreview['changes']>['texts'][number]['changed']>[number];

/** Of what is not the same. */
function clauseResource(clause: Changed, language: Language): z.infer<typeof Clause> {
	const { number, from, to, kind, moved, parts } = clause;
	const text = clauseCourse(language, clause);
	return { number, from, to, kind: kind as z.infer<typeof Clause>['kind'], moved, text, parts };
}

function termsResource({ changes, names }: RevisionPreview, t: Messages): z.infer<typeof TermChange>[] | null {
	if (changes === null) return [];
	const told = changes.terms?.map((change) => {
		const { path, from, to } = change;
		return { path, from, to, text: termLine(t, change, names) };
	});
	return (told as z.infer<typeof TermChange>[] | undefined) ?? null;
}
