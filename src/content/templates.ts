import { z } from 'zod';
import { placeholdersIn, type Template } from '../domain/incidents/template.ts';
import { type Language, LineByLanguage, type Text, TextByLanguage } from '../domain/text.ts';
import { messageFlaws } from '../render/message-flaws.ts';

const Name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'Expected a name such as "channel"');

/**
 * `content/templates/<name>.yaml`: wording in every language of the site. Each placeholder is declared, and each that is
 * declared has its place in every language: what is wrong shows at start, not when an incident has to be told.
 */
export function TemplateFile(siteLanguages: readonly Language[]) {
	return z
		.strictObject({
			kind: z.enum(['incident', 'maintenance']),
			title: LineByLanguage,
			body: TextByLanguage,
			/** What each placeholder stands for. */
			values: z.record(Name, LineByLanguage).default({}),
		})
		.superRefine((template, context) => {
			const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
			for (const field of ['title', 'body'] as const) {
				for (const language of siteLanguages) {
					if (template[field][language] === undefined) say([field], `Expected a text in ${language}, too`);
				}
				checkPlaceholders(field, template, say);
			}
			for (const [language, wording] of Object.entries(template.body)) {
				for (const flaw of messageFlaws(wording)) say(['body', language], flaw);
			}
			for (const name of Object.keys(template.values)) checkUse(name, template, say);
		});
}

export function templateOf(name: string, file: Omit<Template, 'name'>): Template {
	return { ...file, name };
}

type Say = (path: string[], message: string) => void;
type Written = Omit<Template, 'name'>;

function checkPlaceholders(field: 'title' | 'body', { values, [field]: text }: Written, say: Say): void {
	for (const [language, wording] of Object.entries(text)) {
		for (const name of placeholdersIn(wording)) {
			if (!Object.hasOwn(values, name))
				say([field, language], `Expected placeholders from "values": "${name}" is none`);
		}
		const bare = wording.replaceAll(/\{\{\s*[a-z][a-z0-9_]*\s*\}\}/g, '');
		if (/\{\{|\}\}/.test(bare)) say([field, language], 'Expected placeholders such as "{{channel}}"');
	}
}

/** A value that one language leaves out would be lost on its readers. */
function checkUse(name: string, { title, body }: Written, say: Say): void {
	const languages = Object.keys({ ...title, ...body }) as (keyof Text)[];
	for (const language of languages) {
		const used = placeholdersIn(`${title[language] ?? ''} ${body[language] ?? ''}`);
		if (!used.has(name)) say(['values', name], `Expected a place for it in ${language}, too`);
	}
}
