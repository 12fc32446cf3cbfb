import { stringify } from 'yaml';
import { componentsFile } from '../content/catalogue.ts';
import { freeSlug } from '../domain/free-slug.ts';
import type { Language } from '../domain/text.ts';
import { isPrivateHost } from '../domain/watch/public-address.ts';
import { readYaml } from '../files/yaml.ts';
import type { Brought, BroughtSystem } from './brought.ts';

/** A file of components, and what is not in it. */
export interface ComponentsFile {
	/** Empty where there is nothing to write. */
	text: string;
	count: { systems: number; monitors: number };
	/** Private hosts that are watched: they have to stand in `monitoring.allow_private` of site.yaml. */
	privateHosts: string[];
	/** What was left out or is otherwise, by line: "12: front-end: without alerts". */
	notes: string[];
}

const LONGEST_NAME = 200;
/** What belongs to no group. */
const names: Record<Language, string> = { es: 'Sistemas', 'pt-BR': 'Sistemas', en: 'Systems' };

/**
 * Writes `components.yaml` with what another tool watches, and reads it again as a start would: what a start would refuse is
 * left out, and named with the reason. Variables and private hosts are for the operator to set and allow.
 */
export function writtenComponents({ systems, notes }: Brought, language: Language, origin: string): ComponentsFile {
	const told = notes.map(({ line, text }) => ({ line, text }));
	const kept: BroughtSystem[] = [];
	for (const system of systems) {
		const fit = fitMonitors(system, language);
		const flaws = [...system.remarks, ...fit.flaws];
		told.push(...flaws.map((text) => ({ line: system.line, text: `${system.name}: ${text}` })));
		if (fit.monitors.length > 0) kept.push({ ...system, monitors: fit.monitors });
		else told.push({ line: system.line, text: `${system.name}: left out: nothing of it can be said` });
	}
	return {
		text: kept.length === 0 ? '' : `# Written by "vigente import" from ${origin}\n${yamlOf(kept, language)}`,
		count: { systems: kept.length, monitors: kept.reduce((sum, { monitors }) => sum + monitors.length, 0) },
		privateHosts: privateHostsOf(kept),
		notes: told.sort((one, other) => one.line - other.line).map(({ line, text }) => `${line}: ${text}`),
	};
}

/** As addresses and hosts name them, in the order of the alphabet. */
function privateHostsOf(systems: readonly BroughtSystem[]): string[] {
	const named = systems.flatMap(({ monitors }) => monitors.flatMap((one) => hostsIn(one)));
	return [...new Set(named.filter(isPrivateHost))].sort();
}

function hostsIn(said: unknown): string[] {
	if (typeof said !== 'object' || said === null) return [];
	return Object.entries(said).flatMap(([key, value]) => {
		if (typeof value !== 'string') return hostsIn(value);
		// As a start reads it: a host "0" is 0.0.0.0.
		const address = `http://${value}`;
		if (['host', 'server', 'ping'].includes(key)) return [URL.canParse(address) ? new URL(address).hostname : value];
		return key === 'url' && URL.canParse(value) ? [new URL(value).hostname] : [];
	});
}

/** Those of its monitors that a start would take, and why it would not take the others. */
function fitMonitors(
	system: BroughtSystem,
	language: Language,
): { monitors: BroughtSystem['monitors']; flaws: string[] } {
	const flaws: string[] = [];
	const monitors = system.monitors.filter((monitor) => {
		const found = flawsOf(yamlOf([{ ...system, monitors: [monitor] }], language));
		flaws.push(...found.map((flaw) => `a monitor is left out: ${flaw}`));
		return found.length === 0;
	});
	return { monitors, flaws };
}

function flawsOf(text: string): string[] {
	// Whatever a variable holds, it is something.
	const variables = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [name, 'x']);
	const environment = Object.fromEntries(variables) as Record<string, string>;
	const schema = componentsFile({ environment, allowPrivate: null, folder: '.' });
	return readYaml(text, schema).flaws.map(({ detail }) => detail.replace(/^systems\[0\]\.(monitors\[0\]\.)?/, ''));
}

function yamlOf(systems: BroughtSystem[], language: Language): string {
	const taken = new Set<string>();
	const groups = [...new Set(systems.map(({ group }) => group || names[language]))].map((name) => ({
		slug: freeSlug([name], taken, 'group'),
		name: { [language]: line(name) },
	}));
	const slugOf = new Map(groups.map(({ slug, name }) => [name[language], slug]));
	const used = new Set<string>();
	const written = systems.map(({ name, group, description, monitors }) => ({
		slug: freeSlug([name, `${group} ${name}`], used, 'system'),
		group: slugOf.get(line(group || names[language])),
		name: { [language]: line(name) },
		description: { [language]: description },
		monitors,
	}));
	return stringify({ groups, systems: written }, { lineWidth: 0 });
}

function line(text: string): string {
	return text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').slice(0, LONGEST_NAME);
}
