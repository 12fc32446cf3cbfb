import type { Precondition } from '../commands/precondition.ts';
import { toldMeanwhile } from '../commands/waiting-posts.ts';
import { type ComponentStatus, componentStatuses, worst } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';
import type { Incident } from '../domain/incidents/incident.ts';
import { type Language, wordingOf } from '../domain/text.ts';
import { areShown } from '../domain/waiting-post.ts';
import { criticalityOf } from '../domain/watch/proposal.ts';
import { statusesIn } from '../i18n/headline-words.ts';
import { NewIncident } from '../inputs/incident.ts';
import { proposalFate } from '../queries/console/proposal-fate.ts';
import type { Reading } from '../queries/shared/reading.ts';
import { publishAtIn } from './forms.ts';
import type { Said } from './posting.ts';
import { said } from './said.ts';
import { lookedAt } from './seen.ts';
import { valuesIn } from './values.ts';

const fields = [
	...['title', 'body', 'template', 'values', 'components', 'criticality', 'cause'],
	...['started_at', 'detected_at', 'accepted_at', 'next_update_at', 'notify'],
];

/**
 * What a report says. By its second tap it is published upon what its author was shown: what others have told of the same
 * systems meanwhile, or of what was proposed, is shown first.
 *
 * @throws DomainError `invalid`, with all that is wrong; `precondition_failed`
 */
export async function reportIn(reading: Reading, form: URLSearchParams): Promise<Said> {
	const input = await newIncident(reading, form);
	const isPublished = form.get('step') === 'publish';
	if (isPublished) await refuseUnseenFate(reading, form);
	return {
		post: { kind: 'incident.open', about: '', said: input },
		seen: isPublished ? asTold(form) : () => {},
		publishAt: publishAtIn(form, reading),
	};
}

/** No incident tells of the same that whoever writes was not shown. */
function asTold(form: URLSearchParams): Precondition<readonly Incident[]> {
	return (open) => {
		if (!areShown(form.get('told') ?? '', open)) throw toldMeanwhile();
	};
}

async function refuseUnseenFate(reading: Reading, form: URLSearchParams): Promise<void> {
	const proposal = form.get('proposal');
	const fate = proposal ? await proposalFate(reading, proposal) : null;
	if (fate === null || form.get('fate') === fate.kind) return;
	throw new DomainError('precondition_failed', 'What was proposed does not stand any more as it was looked at');
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
