import {
	type Component,
	type ComponentStatus,
	type KnownCatalogue,
	type ShownStatus,
	whyUnknown,
} from '../../domain/component.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Because, type Facts, type Override, standingOverride, statusOf } from '../../domain/status/status.ts';
import type { Text } from '../../domain/text.ts';
import type { Monitor } from '../../domain/watch/monitor.ts';
import { partnerUpdateDueAt } from '../../domain/watch/partner-update.ts';
import type { PartnerState, Reads } from '../../stores/stores.ts';
import { factsDuring } from '../shared/facts.ts';
import { iso, isoOrNull, namesIn, type ResourceReading } from './resource.ts';

/** A component and its status now, as the admin API answers it. */
export interface ComponentResource {
	slug: string;
	kind: Component['kind'];
	name: string;
	group: string;
	status: ShownStatus;
	/** What the status comes from; null when nothing is the matter. */
	because: BecauseResource | null;
	/** The status that staff set by hand; null when none is. */
	set_by_hand: { status: ComponentStatus; reason: Text | null; since: string } | null;
	/** What a partner's own page said when it was last read; null where nobody follows it. */
	told_by_partner: {
		status: ComponentStatus | null;
		read_at: string | null;
		failing_since: string | null;
		failure: string | null;
		url: string;
	} | null;
	/** While a partner is down, when customers should hear of it again (SLA §2.2); else null. */
	partner_update_due_at: string | null;
}

/** Why a status is what it is. */
export interface BecauseResource {
	kind: Because['kind'];
	/** Of the incident or the maintenance. */
	id?: string;
	monitor?: string;
	since?: string;
}

/** Presents a component as it would be with this status set by hand. */
type ComponentPresenter = (override: Override | null) => ComponentResource;

/** In the order of the catalogue. */
export async function componentResources(reading: ResourceReading): Promise<ComponentResource[]> {
	const surroundings = await surroundingsOf(reading);
	return surroundings.catalogue.components.map((component) => {
		return componentResource(component, surroundings, standingOverride(surroundings.facts, component.slug));
	});
}

/** @throws DomainError `not_found` */
export async function componentPresenter(reading: ResourceReading, slug: string): Promise<ComponentPresenter> {
	const surroundings = await surroundingsOf(reading);
	const component = currentComponent(surroundings.catalogue, slug);
	return (override) => componentResource(component, surroundings, override);
}

/** @throws DomainError `not_found` */
export async function componentBySlug(reading: ResourceReading, slug: string): Promise<ComponentResource> {
	const surroundings = await surroundingsOf(reading);
	const component = currentComponent(surroundings.catalogue, slug);
	return componentResource(component, surroundings, standingOverride(surroundings.facts, component.slug));
}

/** What components.yaml says of its monitors. @throws DomainError `not_found` */
export async function monitorsOf({ components }: Pick<Reads, 'components'>, slug: string): Promise<Monitor[]> {
	return currentComponent(await components.catalogue(), slug).monitors;
}

interface Surroundings {
	now: Instant;
	catalogue: KnownCatalogue;
	nameOf: (slug: string) => string;
	facts: Facts;
	readings: PartnerState[];
	/** How often customers hear of a partner that is down, in milliseconds. */
	updatesEvery: number;
}

async function surroundingsOf(reading: ResourceReading): Promise<Surroundings> {
	const { stores, site, now } = reading;
	const catalogue = await stores.components.catalogue();
	const facts = await factsDuring(reading, { start: now, end: now });
	const readings = await stores.partnerReadings.all();
	return {
		now,
		catalogue,
		nameOf: namesIn(reading, catalogue),
		facts,
		readings,
		updatesEvery: site.partner_updates_every,
	};
}

function componentResource(
	component: Component,
	{ now, nameOf, facts, readings, updatesEvery }: Surroundings,
	override: Override | null,
): ComponentResource {
	const { slug, kind, group } = component;
	const others = facts.overrides.filter((one) => one.component !== slug);
	const known = { ...facts, overrides: override ? [...others, override] : others };
	const { status, because } = statusOf(slug, now, known);
	const due = kind === 'partner' ? partnerUpdateDueAt(slug, known, now, updatesEvery) : null;
	return {
		...{ slug, kind, name: nameOf(slug), group, status },
		because: because && becauseResource(because),
		set_by_hand: override && { status: override.status, reason: override.reason, since: iso(override.from) },
		told_by_partner: toldByPartner(component, readings),
		partner_update_due_at: isoOrNull(due),
	};
}

function toldByPartner({ slug, watch }: Component, readings: PartnerState[]): ComponentResource['told_by_partner'] {
	if (watch === null) return null;
	const last = readings.find(({ component }) => component === slug);
	return {
		status: last?.status ?? null,
		read_at: isoOrNull(last?.readAt ?? null),
		failing_since: isoOrNull(last?.failedSince ?? null),
		failure: last?.failure ?? null,
		url: watch.shown ?? watch.url,
	};
}

export function becauseResource({ since, ...because }: Because): BecauseResource {
	return since === undefined ? because : { ...because, since: iso(since) };
}

/** @throws DomainError `not_found`, also for what has left */
export function currentComponent(catalogue: KnownCatalogue, slug: string): Component {
	const component = catalogue.components.find((one) => one.slug === slug);
	if (!component) throw new DomainError('not_found', whyUnknown(catalogue, slug));
	return component;
}
