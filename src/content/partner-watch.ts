import { compile } from 'json-p3';
import { z } from 'zod';
import { type ComponentStatus, componentStatuses } from '../domain/component.ts';
import { DAY, SECOND } from '../domain/instant.ts';
import { isZone } from '../domain/time/day.ts';
import type { Listed } from '../domain/watch/open-entries.ts';
import type { PartnerWatch } from '../domain/watch/partner-watch.ts';
import { durationBetween } from './duration.ts';
import { type OutgoingAddress, outgoingUrl } from './outgoing.ts';
import type { Surroundings } from './surroundings.ts';

const kinds = ['statuspage', 'rss', 'atom', 'json', 'ics'] as const;

const JsonPath = z
	.string()
	.refine(isJsonPath, 'Expected a JSONPath (RFC 9535) such as "$.status" or "$.components[0].state"');
const StatusByValue = z
	.record(z.string(), z.enum(componentStatuses))
	.refine((map) => Object.keys(map).length > 0, 'Expected at least one value, such as "ok: operational"');

/** `watch:` of a partner in components.yaml, as the domain knows it. */
export function partnerWatch(surroundings: Surroundings) {
	const Url = outgoingUrl(surroundings).optional();
	return z
		.strictObject({
			statuspage: Url,
			component: z.string().trim().min(1).optional(),
			rss: Url,
			atom: Url,
			json: Url,
			ics: Url,
			zone: z.string().refine(isZone, 'Expected a time zone such as "America/Sao_Paulo"').optional(),
			path: JsonPath.optional(),
			map: StatusByValue.optional(),
			none: z.enum(componentStatuses).optional(),
			several: z.literal('worst', 'Expected "worst": of several values, the worst counts').optional(),
			listed: z
				.enum(['all', 'open'], 'Expected "open" for a feed that lists only what is open, or "all" for a history')
				.optional(),
			interval: durationBetween(SECOND, DAY, 'from "1s" to "1d"').prefault('60s'),
		})
		.superRefine((watch, context) => {
			for (const { path, message } of flawsOf(watch)) context.addIssue({ code: 'custom', path, message });
		})
		.transform(watchOf);
}

interface Written {
	statuspage?: OutgoingAddress | undefined;
	component?: string | undefined;
	rss?: OutgoingAddress | undefined;
	atom?: OutgoingAddress | undefined;
	json?: OutgoingAddress | undefined;
	ics?: OutgoingAddress | undefined;
	zone?: string | undefined;
	path?: string | undefined;
	map?: Extract<PartnerWatch, { kind: 'json' }>['map'] | undefined;
	none?: ComponentStatus | undefined;
	several?: 'worst' | undefined;
	listed?: Listed | undefined;
	interval: number;
}

function flawsOf(watch: Written): { path: string[]; message: string }[] {
	const given = kinds.filter((kind) => watch[kind] !== undefined);
	if (given.length !== 1) {
		const found = given.length === 0 ? 'nothing' : given.join(' and ');
		const message = `Expected exactly one of statuspage, rss, atom, json and ics, found ${found}`;
		return [{ path: given.slice(1, 2), message }];
	}
	const flaws = [];
	if (watch.component !== undefined && watch.statuspage === undefined) {
		flaws.push({ path: ['component'], message: 'Expected nothing: a component is named for statuspage only' });
	}
	for (const key of ['path', 'map'] as const) {
		const isGiven = watch[key] !== undefined;
		if (watch.json !== undefined && !isGiven) flaws.push({ path: [key], message: 'Expected path and map beside json' });
		if (watch.json === undefined && isGiven) {
			flaws.push({ path: [key], message: 'Expected nothing: path and map belong to json' });
		}
	}
	for (const key of ['none', 'several'] as const) {
		if (watch.json !== undefined || watch[key] === undefined) continue;
		flaws.push({ path: [key], message: `Expected nothing: ${key} belongs to json` });
	}
	if (watch.zone !== undefined && watch.ics === undefined) {
		flaws.push({ path: ['zone'], message: 'Expected nothing: zone belongs to ics' });
	}
	if (watch.listed !== undefined && watch.rss === undefined && watch.atom === undefined) {
		flaws.push({ path: ['listed'], message: 'Expected nothing: listed belongs to rss and atom' });
	}
	return flaws;
}

function watchOf(watch: Written): PartnerWatch {
	const { component, path = '', map = {}, none, several, listed, zone = 'UTC', interval: intervalMillis } = watch;
	const kind = kinds.find((one) => watch[one] !== undefined) ?? 'atom';
	const { url, shown } = watch[kind] ?? { url: '', shown: '' };
	const common = { url, intervalMillis, ...(shown !== url && { shown }) };
	if (kind === 'statuspage') return { kind, component: component ?? null, ...common };
	if (kind === 'ics') return { kind, zone, ...common };
	return kind === 'json' ? { kind, path, map, none, several, ...common } : { kind, listed, ...common };
}

function isJsonPath(path: string): boolean {
	try {
		compile(path);
		return true;
	} catch {
		return false;
	}
}
