import { incidentToBe, openIncident } from '../commands/open-incident.ts';
import { type ComponentStatus, componentStatuses, worst } from '../domain/component.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import type { Template } from '../domain/incidents/template.ts';
import { HOUR, type Instant } from '../domain/instant.ts';
import type { Audience } from '../domain/notices/notice.ts';
import type { Writing } from '../domain/publication.ts';
import { type Language, wordingOf } from '../domain/text.ts';
import { criticalityOf } from '../domain/watch/proposal.ts';
import { statusesIn } from '../i18n/headline-words.ts';
import { NewIncident } from '../inputs/incident.ts';
import type { Reading } from '../queries/shared/reading.ts';
import type { Stores } from '../stores/stores.ts';
import { actOnce, doneBefore, type Outcome, refusalOf, writingOf } from './act.ts';
import type { Visit } from './door.ts';
import { said } from './said.ts';
import { valuesIn } from './values.ts';

type Writable = Reading & { stores: Stores };

/** Where a report stands: it is written, it is looked at before it is published, or something came of it. */
export type Report =
	| { step: 'write' }
	| { step: 'check'; incident: Incident; audience: Audience }
	| { step: 'ended'; outcome: Outcome };

const PATH = '/admin/incidents/new';
const fields = [
	...['title', 'body', 'template', 'values', 'components', 'criticality', 'cause'],
	...['started_at', 'detected_at', 'accepted_at', 'next_update_at', 'notify'],
];

/** The first tap shows what customers will see, the second publishes it: the same form, sent on. */
export async function reportFrom(reading: Writable, visit: Visit, templates: readonly Template[]): Promise<Report> {
	const { form } = visit;
	if (form === null || form.has('again') || form.get('step') === 'write') return { step: 'write' };
	if (form.get('step') !== 'publish') {
		const outcome = await doneBefore(reading.stores, visit, PATH);
		return outcome ? { step: 'ended', outcome } : checked(reading, form, writingOf(visit), templates);
	}
	const outcome = await actOnce(reading.stores, visit, PATH, async (writing) => {
		const input = await newIncident(reading, form);
		return `incident/${(await openIncident(reading.stores, input, writing, reading.now, templates)).id}`;
	});
	return { step: 'ended', outcome };
}

async function checked(
	reading: Writable,
	form: URLSearchParams,
	writing: Writing,
	templates: readonly Template[],
): Promise<Report> {
	try {
		const input = await newIncident(reading, form);
		const decide = await incidentToBe(reading.stores, input, writing, reading.now, templates);
		return { step: 'check', incident: decide(0), audience: input.notify ?? 'components' };
	} catch (error) {
		return { step: 'ended', outcome: refusalOf(error) };
	}
}

/** What the form says, and what follows from it: whoever chose what is broken need not say the rest. */
async function newIncident(reading: Writable, form: URLSearchParams): Promise<NewIncident> {
	const values = valuesIn(form, fields, seenAt(form, reading.now), reading.site.time_zone);
	const chosen = Object.entries(values.components as Record<string, string>);
	// What works is not part of it.
	const components = Object.fromEntries(chosen.filter(([, status]) => status !== 'operational'));
	const known = Object.values(components).filter(isStatus);
	const title = values.title ?? (values.template ? undefined : await titleOf(reading, components));
	return said(
		NewIncident,
		{ criticality: criticalityOf(worst(known)), ...values, title, components },
		reading.language,
	);
}

/** "15 minutes ago" means before what was looked at, however long that took to read: what was seen is what is published. */
function seenAt(form: URLSearchParams, now: Instant): Instant {
	const seen = Number(form.get('seen') ?? Number.NaN);
	return Number.isSafeInteger(seen) && seen <= now && now - seen < 2 * HOUR ? seen : now;
}

/** `Campaigns: partial outage`, in every language of the site; undefined where nothing was chosen. */
async function titleOf({ stores, site }: Writable, chosen: Record<string, string>) {
	const affected = Object.groupBy(Object.entries(chosen), ([, status]) => status);
	const { components } = await stores.components.catalogue();
	const groups = componentStatuses.toReversed().flatMap((status) => {
		const slugs = (affected[status] ?? []).map(([slug]) => slug);
		return slugs.length === 0 ? [] : [{ status, slugs }];
	});
	if (groups.length === 0) return undefined;
	const titleIn = (language: Language) => {
		const nameOf = (slug: string) => {
			const name = components.find((one) => one.slug === slug)?.name;
			return name ? wordingOf(name, language, site.languages[0] as Language).wording : slug;
		};
		return statusesIn({ language, nameOf }, groups);
	};
	return Object.fromEntries(site.languages.map((language) => [language, titleIn(language)]));
}

function isStatus(status: string): status is ComponentStatus {
	return (componentStatuses as readonly string[]).includes(status);
}
