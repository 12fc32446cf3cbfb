import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { filled, type Template } from '../domain/incidents/template.ts';
import { invalid } from '../domain/refusal.ts';
import type { Text as Wordings } from '../domain/text.ts';
import { messageFlaws } from '../render/message-flaws.ts';
import { type ApiContext, type ApiEnv, newRoutes } from './context.ts';
import { always, answers, IfNoneMatch, notModified, refusals } from './documented.ts';
import { etagOf } from './etag.ts';
import { guarded } from './guard.ts';
import { BodyInput, Slug, Text, TitleInput, textIn } from './schemas.ts';

/** Fields of a request that may take its wording from a template. */
export const wordingFields = {
	title: TitleInput.optional().openapi({ description: 'Unless given, that of the template.' }),
	body: BodyInput.optional().openapi({ description: 'Markdown. Unless given, that of the template.' }),
	template: Slug.optional().openapi({ description: 'Of `content/templates`.', example: 'partner-down' }),
	values: z
		.record(z.string(), TitleInput)
		.optional()
		.openapi({ description: 'For the placeholders of the template.', example: { partner: 'WhatsApp' } }),
};

/** For a body with these fields: without a template it needs a wording of its own; said together with all else that is wrong. */
export function needsWording(field: 'title' | 'body') {
	const isThere = ({ template, [field]: text }: Wording) => template !== undefined || text !== undefined;
	return {
		isThere,
		flaw: {
			path: [field],
			message: 'Expected a text, or an object with a text for each language; or a template',
			when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null && !Array.isArray(value),
		},
	};
}

interface Wording {
	title?: z.infer<typeof TitleInput> | undefined;
	body?: z.infer<typeof BodyInput> | undefined;
	template?: string | undefined;
	values?: Record<string, z.infer<typeof TitleInput>> | undefined;
}

/** Title and message: as given, else those of the template. @param wording that {@link needsWording} let pass. @throws DomainError `invalid` */
export function wordingIn(
	{ var: { runtime } }: ApiContext,
	kind: Template['kind'],
	{ title, body, template: name, values = {} }: Wording,
): { title: Wordings; body: Wordings } {
	const [first = 'es'] = runtime.content.site.languages;
	const given = {
		title: title === undefined ? undefined : textIn(first, title),
		body: body === undefined ? undefined : textIn(first, body),
	};
	if (name === undefined) {
		if (Object.keys(values).length > 0) throw invalid('/values', 'Expected a template for these values');
		return { title: given.title as Wordings, body: given.body as Wordings };
	}
	const template = runtime.content.templates.find((one) => one.name === name && one.kind === kind);
	if (!template) throw invalid('/template', `There is no template "${name}" for this`);
	const wording = filled(
		template,
		Object.fromEntries(Object.entries(values).map(([value, text]) => [value, textIn(first, text)])),
	);
	if (given.body === undefined) refuseFlaws(wording.body);
	return { title: given.title ?? wording.title, body: given.body ?? wording.body };
}

/** The template was faultless: what is wrong came with the values. */
function refuseFlaws(body: Wordings): void {
	for (const wording of Object.values(body)) {
		const [flaw] = messageFlaws(wording);
		if (flaw !== undefined) throw invalid('/values', flaw);
	}
}

const TemplateSchema = z
	.strictObject({
		name: Slug,
		kind: z.enum(['incident', 'maintenance']),
		title: Text,
		body: Text,
		values: z.record(z.string(), Text).openapi({ description: 'What each placeholder stands for.' }),
	})
	.openapi('Template');

const list = createRoute({
	method: 'get',
	path: '/templates',
	summary: 'List the wordings that incidents and maintenances can take',
	tags: ['Templates'],
	...guarded('status'),
	request: { headers: IfNoneMatch },
	responses: {
		200: answers('All of them', z.strictObject({ templates: z.array(TemplateSchema) }), 'ETag'),
		...notModified,
		...refusals(...always),
	},
});

export function templateRoutes(): OpenAPIHono<ApiEnv> {
	const routes = newRoutes();
	routes.openapi(list, (context) => {
		const body = { templates: context.var.runtime.content.templates };
		return context.json(body, 200, { etag: etagOf(body) });
	});
	return routes;
}
