import { knownComponent } from '../../domain/component.ts';
import { type Incident, type IncidentUpdate, touched } from '../../domain/incidents/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Fact, Tone } from '../../domain/notices/told.ts';
import type { Outcome } from '../../domain/sla/promise.ts';
import type { Text } from '../../domain/text.ts';
import { formatFor } from '../../i18n/format.ts';
import { messagesIn } from '../../i18n/messages.ts';
import { namesIn, type ResourceReading } from '../admin/resource.ts';
import { worded } from '../shared/reading.ts';
import { bodyOf, type News, updateAt } from './news.ts';
import type { Occasion } from './occasion.ts';

/** What is new of an incident: the update that was published then, or what was said of its deadline. */
export async function toldOfIncident(reading: ResourceReading, occasion: Occasion, incident: Incident): Promise<News> {
	const { t, title, path } = aboutOf(reading, incident);
	const { kind, at } = occasion;
	if (incident.retraction) {
		const body = bodyOf(reading, incident.retraction.reason);
		return { title, path, state: t.told.retracted, tone: 'plain', body, facts: [] };
	}
	const update = updateAt(incident.updates, at);
	const facts = await factsOf(reading, occasion, incident, update);
	const body = bodyOf(reading, await saidAt(reading, occasion, incident));
	const state = stateOf(t, kind, incident, update);
	// Before a deadline has passed it may be kept still.
	const isEarly = kind === 'incident.justified' && (await missedDeadlines(reading, incident.id)).length === 0;
	return { title, path, facts, ...state, ...(isEarly && { state: t.told.mayMiss }), body };
}

function aboutOf(reading: ResourceReading, incident: Incident) {
	const t = messagesIn(reading.language);
	return { t, title: worded(reading, incident.title).wording, path: `/incidents/${incident.id}` };
}

/** The words that were published then. */
async function saidAt(
	{ stores }: ResourceReading,
	{ kind, at }: Occasion,
	incident: Incident,
): Promise<Text | undefined> {
	if (kind === 'promise.judged') return undefined;
	if (kind === 'promise.judged_again') {
		const verdicts = (await stores.verdicts.of('incident', [incident.id])).get(incident.id) ?? [];
		const withdrawn = verdicts.findLast(({ withdrawal }) => withdrawal?.at === at);
		return withdrawn?.withdrawal?.reason;
	}
	if (kind !== 'incident.justified') return updateAt(incident.updates, at)?.body;
	const all = [...(incident.justifications ?? []), ...(incident.justification ? [incident.justification] : [])];
	return (all.find(({ publishedAt }) => publishedAt === at) ?? all.at(-1))?.body;
}

function stateOf(
	{ told, incidentStatus }: ReturnType<typeof messagesIn>,
	kind: Occasion['kind'],
	incident: Incident,
	update: IncidentUpdate | null,
): { state: string; tone: Tone } {
	const status = incidentStatus[update?.status ?? incident.status];
	const isEnd = update?.status === 'resolved' || update?.status === 'postmortem';
	const tone = isEnd ? 'good' : 'bad';
	const special: Partial<Record<Occasion['kind'], string>> = {
		'incident.delayed': told.delayed,
		'incident.justified': told.justified,
		'incident.solution_proposed': told.solution,
		'incident.reopened': told.reopened,
		'incident.amended': `${told.corrected} · ${status}`,
		'incident.edited': `${told.corrected} · ${status}`,
		'promise.judged': told.missed,
		'promise.judged_again': told.judgedAgain,
	};
	const isPlain = kind === 'incident.justified' || kind.startsWith('promise.');
	return { state: special[kind] ?? status, tone: isPlain ? 'plain' : tone };
}

async function factsOf(
	reading: ResourceReading,
	{ kind, at, isOutdated }: Occasion,
	incident: Incident,
	update: IncidentUpdate | null,
): Promise<Fact[]> {
	const t = messagesIn(reading.language);
	const format = formatFor(reading.language, reading.site.time_zone);
	const catalogue = await reading.stores.components.catalogue();
	const nameOf = namesIn(reading, catalogue);
	// How it stands now says nothing of what was said then.
	const standing = isOutdated ? [] : [...touched(incident)].filter(([slug]) => knownComponent(catalogue, slug));
	const isEnd = update?.status === 'resolved' || update?.status === 'postmortem';
	// While it goes on, what works is not what it affects.
	const shown = standing.filter(([, status]) => isEnd || status !== 'operational');
	const affected = shown.map(([slug, status]) => t.told.component(nameOf(slug), t.componentStatus[status]));
	const estimate = incident.delays?.find(({ updateId }) => updateId === update?.id)?.estimate ?? null;
	const next = update?.nextUpdateAt ?? null;
	const deadlines = kind === 'promise.judged' ? await missedDeadlines(reading, incident.id) : [];
	const decided = kind === 'promise.judged_again' ? await decidedAt(reading, incident.id, at) : [];
	return [
		...(affected.length > 0 ? [{ label: t.told.affected, value: affected.join('; ') }] : []),
		...(incident.cause === null ? [] : [{ label: t.told.partner, value: nameOf(incident.cause) }]),
		...deadlines.map((due) => ({ label: t.report.due, value: format.zoned(due) })),
		...decided.flatMap(({ was, is, deadline }) => [
			{ label: t.report.claims.outcome, value: `${t.outcome[was]} → ${t.outcome[is]}` },
			...(deadline === null ? [] : [{ label: t.report.due, value: format.zoned(deadline) }]),
		]),
		...(estimate === null ? [] : [{ label: t.told.estimate, value: format.zoned(estimate) }]),
		...(next === null ? [] : [{ label: t.told.nextUpdate, value: format.zoned(next) }]),
	];
}

async function missedDeadlines({ stores }: ResourceReading, id: string): Promise<Instant[]> {
	const verdicts = (await stores.verdicts.of('incident', [id])).get(id) ?? [];
	const missed = verdicts.filter(({ outcome, withdrawal }) => outcome === 'missed' && withdrawal === null);
	return [...new Set(missed.flatMap(({ promise }) => promise.deadline ?? []))];
}

/** What was decided then: from which outcome to which, and the deadline by which the former had been judged. */
async function decidedAt(
	{ stores }: ResourceReading,
	id: string,
	at: Instant,
): Promise<{ was: Outcome; is: Outcome; deadline: Instant | null }[]> {
	const verdicts = (await stores.verdicts.of('incident', [id])).get(id) ?? [];
	return verdicts
		.filter(({ withdrawal }) => withdrawal?.at === at)
		.flatMap(({ key, position, outcome, promise }) => {
			const next = verdicts.find((one) => one.key === key && one.position === position + 1);
			return next ? [{ was: outcome, is: next.outcome, deadline: promise.deadline }] : [];
		});
}
