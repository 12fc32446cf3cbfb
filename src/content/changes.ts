import { isDeepStrictEqual } from 'node:util';
import type { Component } from '../domain/component.ts';
import type { ContentChange, ContentPart } from '../domain/content-change.ts';
import { Succession } from '../domain/succession.ts';
import type { Content } from './load-content.ts';

/** What came, left and changed between two readings of the folder. A component that got another slug has changed. */
export function changesOf(before: Content, after: Content): ContentChange[] {
	const names = new Succession(after.catalogue.components);
	const parts = [before, after].map((content) => partsOf(content, names)) as [Part[], Part[]];
	const [old, now] = parts.map((all) => new Map(all.map((part) => [`${part.what} ${part.name}`, part]))) as [
		Map<string, Part>,
		Map<string, Part>,
	];
	const keys = [...new Set([...now.keys(), ...old.keys()])];
	return keys.flatMap((key) => turnOf(old.get(key), now.get(key)) ?? []);
}

interface Part {
	what: ContentPart;
	name: string;
	/** All that its author says of it. */
	said: unknown;
}

function turnOf(before: Part | undefined, after: Part | undefined): ContentChange | null {
	const { what, name } = (after ?? before) as Part;
	if (before === undefined) return { what, name, turn: 'came' };
	if (after === undefined) return { what, name, turn: 'left' };
	return isDeepStrictEqual(before.said, after.said) ? null : { what, name, turn: 'changed' };
}

function partsOf({ site, catalogue, templates, revisionFiles }: Content, names: Succession): Part[] {
	const documents = [...new Set(revisionFiles.map(({ document }) => document))];
	return [
		...Object.entries(site).map(([name, said]) => ({ what: 'setting' as const, name, said })),
		...catalogue.groups.map((group) => ({ what: 'group' as const, name: group.slug, said: group })),
		...catalogue.components.flatMap((component) => partsOfComponent(component, names)),
		...templates.map((template) => ({ what: 'template' as const, name: template.name, said: template })),
		...documents.map((name) => ({ what: 'agreement' as const, name, said: null })),
		...revisionFiles.map(({ document, number, language, source }) => {
			return { what: 'text' as const, name: `sla/${document}/${number}.${language}.md`, said: source };
		}),
	];
}

function partsOfComponent({ monitors, ...component }: Component, names: Succession): Part[] {
	const name = names.now(component.slug);
	return [
		{ what: component.kind, name, said: component },
		...monitors.map((monitor) => ({ what: 'monitor' as const, name: `${name}/${monitor.name}`, said: monitor })),
	];
}
