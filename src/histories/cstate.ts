import { z } from 'zod';
import type { ComponentStatus } from '../domain/component.ts';
import { labelIn } from '../domain/imports/entry-label.ts';
import { hashed } from '../domain/imports/imported-id.ts';
import { dateReader } from '../domain/imports/written-date.ts';
import { ContentError } from '../files/content-error.ts';
import { readYaml } from '../files/yaml.ts';
import type { Reader } from './reader.ts';
import { addressOf } from './records.ts';
import { isoOf, type ToldIncident, type ToldUpdate, usableId, type When } from './told-page.ts';

/** How bad it was, https://github.com/cstate/cstate/wiki/Usage; a notice says nothing of it. */
const severities: Record<string, ComponentStatus> = { down: 'major_outage', disrupted: 'partial_outage' };
/** `{{< track "2018-05-25 05:54:00" >}}` ends an update. */
const TRACK = /\{\{[<%]\s*track\s+"([^"]*)"\s*[%>]\}\}/;
const LABEL = /^\s*[*_]{1,3}([^*_\n]{3,30})[*_]{1,3}\s*[-–—:]?\s*/;

const Systems = z.array(z.object({ name: z.string(), description: z.string().nullish() }));
const Config = z.object({ title: z.string(), baseurl: z.string().nullish(), params: z.object({ systems: Systems }) });
const Written = z.union([z.string(), z.null()]).optional();
const Issue = z.object({
	...{ title: z.string(), date: z.string(), resolved: z.boolean().nullish(), resolvedwhen: Written, severity: Written },
	affected: z.array(z.string()).nullish(),
	informational: z.boolean().nullish(),
	section: Written,
});
type Issue = z.infer<typeof Issue>;

/** `config.yml` and `content/issues/*.md` of a site's folder. */
export const readCstate: Reader = ({ files, url, zone }) => {
	const configFile = files.find(({ file }) => /(^|[\\/])(config|hugo)\.ya?ml$/i.test(file));
	if (configFile === undefined)
		throw new ContentError(['cstate: expected the folder of the site, with its config.yml: it is missing']);
	const config = read(configFile.file, configFile.source, Config);
	const leftOut: string[] = [];
	const instant = dateReader(null, zone);
	const when = (written: string | null | undefined) => isoOf(instant(written ?? ''));
	const incidents = files
		.filter(({ file }) => file.endsWith('.md'))
		.flatMap(({ file, source }) => {
			const found = issueIn(source);
			if (found === null) return [];
			if ('why' in found) leftOut.push(`${file}: left out: ${found.why}`);
			return 'why' in found ? [] : [toldIncident(file, found.issue, found.text, when)];
		});
	return {
		...{ url: addressOf(url, config.baseurl), name: config.title, incidents, works: [], leftOut, notes: [] },
		components: config.params.systems.map(({ name, description }) => ({
			id: idOf(name),
			name,
			description: description ?? null,
			status: null,
			since: null,
		})),
	};
};

/** Null for a page that is no issue. */
function issueIn(source: string): { issue: Issue; text: string } | { why: string } | null {
	const [, front, text = ''] = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(source) ?? [];
	if (front === undefined) return { why: 'expected a heading in YAML between two lines of "---"' };
	const { value, flaws } = readYaml(front, named(Issue));
	if (value === null) return { why: flaws.map(({ line, detail }) => `line ${line + 1}: ${detail}`).join('; ') };
	if (value.section != null && value.section !== 'issue') return null;
	return value.informational ? { why: 'it is an announcement, and no incident' } : { issue: value, text };
}

function toldIncident(
	file: string,
	issue: Issue,
	text: string,
	when: (written: string | null | undefined) => When,
): ToldIncident {
	const id = `issue:${usableId((file.split(/[\\/]/).at(-1) as string).replace(/\.md$/, ''))}`;
	const startedAt = when(issue.date);
	const updates = updatesOf(id, text, startedAt, when);
	const how = severities[issue.severity ?? ''];
	const affected = how === undefined ? [] : (issue.affected ?? []).map((name) => [idOf(name), how]);
	const [first, ...rest] = updates as [ToldUpdate, ...ToldUpdate[]];
	const last = rest.at(-1) ?? first;
	return {
		...{ id, name: issue.title, startedAt, toldAt: startedAt },
		status: issue.resolved ? 'resolved' : last.status === 'resolved' ? 'monitoring' : last.status,
		overAt: issue.resolved ? (issue.resolvedwhen ? when(issue.resolvedwhen) : last.at) : null,
		updates: [{ ...first, affected: Object.fromEntries(affected) }, ...rest],
	};
}

/** Each ends with its instant. Oldest first, so that a number stays when there is another one. */
function updatesOf(issue: string, text: string, startedAt: When, when: (written: string) => When): ToldUpdate[] {
	const pieces = text.split(new RegExp(TRACK, 'g'));
	const told: { body: string; at: When }[] = [];
	for (let i = 0; i + 1 < pieces.length; i += 2)
		told.push({ body: pieces[i] as string, at: when(pieces[i + 1] as string) });
	const rest = (pieces.at(-1) as string).trim();
	if (rest !== '' || told.length === 0) told.push({ body: rest, at: startedAt });
	let status = 'investigating';
	told.reverse().sort((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
	return told.map(({ body, at }, index) => {
		const label = labelIn(LABEL.exec(body)?.[1] ?? '');
		const isSaid =
			label === 'investigating' || label === 'identified' || label === 'monitoring' || label === 'resolved';
		if (isSaid) status = label;
		return { id: usableId(`${issue}:${index}`), status, body: (isSaid ? body.replace(LABEL, '') : body).trim(), at };
	});
}

/** Hugo reads keys in capitals and in small letters alike. */
function named<T>(schema: z.ZodType<T>): z.ZodType<T> {
	return z.preprocess(
		(all) =>
			typeof all === 'object' && all !== null
				? Object.fromEntries(Object.entries(all).map(([key, value]) => [key.toLowerCase(), value]))
				: all,
		schema,
	);
}

function read<T>(file: string, source: string, schema: z.ZodType<T>): T {
	const { value, flaws } = readYaml(source, named(schema));
	if (value === null) throw new ContentError(flaws.map(({ line, detail }) => `${file}: line ${line}: ${detail}`));
	return value;
}

function idOf(system: string): string {
	return `system:${hashed(system)}`;
}
