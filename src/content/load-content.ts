import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Catalogue } from '../domain/component.ts';
import type { Template } from '../domain/incidents/template.ts';
import { ContentError } from '../files/content-error.ts';
import { readText, refuseWithoutFolder } from '../files/text-file.ts';
import { readYaml } from '../files/yaml.ts';
import { catalogueOf, componentsFile } from './catalogue.ts';
import { Site } from './site.ts';
import { TemplateFile, templateOf } from './templates.ts';

/** One text of a revision, as it lies on disk: `sla/blip-go/1.es.md`. Read by `parseRevisionText` when it is published. */
export interface RevisionFile {
	/** The path to show in errors, the content folder included. */
	file: string;
	document: string;
	number: number;
	language: string;
	source: string;
}

/** What the operator writes. Read at the start, and whenever somebody says so. */
export interface Content {
	site: Site;
	catalogue: Catalogue;
	/** By document, then by number, then by language. */
	revisionFiles: RevisionFile[];
	/** By name. */
	templates: Template[];
}

/**
 * Reads the operator's folder. `environment` is what `${NAME}` in the headers of monitors stands for.
 *
 * @throws ContentError with one line for everything that is wrong in any of the files
 */
export function loadContent(dir: string, environment: NodeJS.ProcessEnv = process.env): Content {
	refuseWithoutFolder(dir);
	const lines: string[] = [];
	const site = readFile(join(dir, 'site.yaml'), Site, lines);
	const schema = componentsFile({ environment, allowPrivate: site?.monitoring.allow_private ?? null, folder: dir });
	const components = readFile(join(dir, 'components.yaml'), schema, lines);
	const revisionFiles = readRevisionFiles(dir, lines);
	const templates = site === null ? [] : readTemplates(join(dir, 'templates'), site, lines);
	if (site === null || components === null || lines.length > 0) throw new ContentError(lines);
	return { site, catalogue: catalogueOf(components), revisionFiles, templates };
}

function readFile<T>(file: string, schema: z.ZodType<T>, lines: string[]): T | null {
	const source = readText(file, lines);
	if (source === null) return null;
	const { value, flaws } = readYaml(source, schema);
	for (const flaw of flaws) lines.push(`${file}:${flaw.line}: ${flaw.detail}`);
	return value;
}

/**
 * `sla/<document>/<number>.<language>.md`; no folder at all means that there is no document yet.
 *
 * @param lines gets one for each file that has another name or cannot be read
 */
export function readRevisionFiles(content: string, lines: string[]): RevisionFile[] {
	const dir = join(content, 'sla');
	const files: RevisionFile[] = [];
	for (const document of namesIn(dir)) {
		for (const name of namesIn(join(dir, document))) {
			const file = join(dir, document, name);
			const [, number, language] = name.match(/^([1-9]\d{0,5})\.([A-Za-z-]+)\.md$/) ?? [];
			if (number === undefined || language === undefined) {
				lines.push(`${file}: expected a name such as "1.es.md"`);
				continue;
			}
			const source = readText(file, lines);
			if (source !== null) files.push({ file, document, number: Number(number), language, source });
		}
	}
	return files.sort(
		(a, b) => compare(a.document, b.document) || a.number - b.number || compare(a.language, b.language),
	);
}

/** `templates/<name>.yaml`; no folder at all means that there is none. */
function readTemplates(dir: string, { languages }: Site, lines: string[]): Template[] {
	return namesIn(dir)
		.sort(compare)
		.flatMap((name) => {
			const file = join(dir, name);
			const [, slug] = name.match(/^([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml$/) ?? [];
			if (slug === undefined) {
				lines.push(`${file}: expected a name such as "partner-down.yaml"`);
				return [];
			}
			const template = readFile(file, TemplateFile(languages), lines);
			return template === null ? [] : [templateOf(slug, template)];
		});
}

/** Hidden files are an editor's or the file system's, not the operator's. */
function namesIn(dir: string): string[] {
	if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return [];
	return readdirSync(dir).filter((name) => !name.startsWith('.'));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
