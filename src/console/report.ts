import { type ComponentStatus, componentStatuses, worst } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';
import { type Language, wordingOf } from '../domain/text.ts';
import { criticalityOf } from '../domain/watch/proposal.ts';
import { statusesIn } from '../i18n/headline-words.ts';
import { NewIncident } from '../inputs/incident.ts';
import type { Reading } from '../queries/shared/reading.ts';
import { lookedAt, publishAtIn } from './forms.ts';
import type { Said } from './posting.ts';
import { said } from './said.ts';
import { valuesIn } from './values.ts';

const fields = [
	...['title', 'body', 'template', 'values', 'components', 'criticality', 'cause'],
	...['started_at', 'detected_at', 'accepted_at', 'next_update_at', 'notify'],
];

/** What a report says. @throws DomainError `invalid`, with all that is wrong */
export async function reportIn(reading: Reading, form: URLSearchParams): Promise<Said> {
	const input = await newIncident(reading, form);
	return {
		post: { kind: 'incident.open', about: '', said: input },
		seen: () => {},
		publishAt: publishAtIn(form, reading),
	};
}

/** What the form says, and what follows from it: whoever chose what is broken need not say the rest. */
async function newIncident(reading: Reading, form: URLSearchParams): Promise<NewIncident> {
	const looked = lookedAt(form, reading.now);
	const published = publishAtIn(form, reading) ?? looked;
	const values = valuesIn(form, fields, looked, reading.site.time_zone, published);
	const chosen = Object.entries(values.components as Record<string, string>);
	// What works is not part of it.
	const components = Object.fromEntries(chosen.filter(([, status]) => status !== 'operational'));
	const known = Object.values(components).filter(isStatus);
	const title = values.title ?? (values.template ? undefined : await titleOf(reading, components));
	try {
		return said(
			NewIncident,
			{ criticality: criticalityOf(worst(known)), ...values, title, components },
			reading.language,
		);
	} catch (error) {
		throw title === undefined ? askingWhatIsBroken(error) : error;
	}
}

/** The title follows from what is broken: whoever has chosen nothing is asked for that. */
function askingWhatIsBroken(error: unknown): unknown {
	if (!(error instanceof DomainError)) return error;
	const flaws = error.flaws.map((flaw) =>
		flaw.pointer === '/title' ? { pointer: '/components', detail: 'Expected at least one component' } : flaw,
	);
	return new DomainError(error.code, error.message, flaws);
}

/** `Campaigns: partial outage`, in every language of the site; undefined where nothing was chosen. */
async function titleOf({ stores, site }: Reading, chosen: Record<string, string>) {
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
