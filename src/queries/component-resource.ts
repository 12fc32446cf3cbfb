import type { Component, ComponentStatus } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';
import { type Because, type Facts, type Override, statusOf } from '../domain/status.ts';
import type { Text } from '../domain/text.ts';
import { factsDuring } from './facts.ts';
import { iso, namesIn, type ResourceReading } from './resource.ts';

/** A component and its status now, as the admin API answers it. */
export interface ComponentResource {
	slug: string;
	kind: Component['kind'];
	name: string;
	group: string;
	status: ComponentStatus;
	/** What the status comes from; null when nothing is the matter. */
	because: Because | null;
	/** The status that staff set by hand; null when none is. */
	set_by_hand: { status: ComponentStatus; reason: Text | null; since: string } | null;
}

/** Presents a component as it would be with this status set by hand. */
type ComponentPresenter = (override: Override | null) => ComponentResource;

/** In the order of the catalogue. */
export async function componentResources(reading: ResourceReading): Promise<ComponentResource[]> {
	const { components, nameOf, facts } = await surroundingsOf(reading);
	return components.map((component) => {
		return componentResource(component, nameOf, facts, reading, standingIn(facts, component.slug));
	});
}

/** @throws DomainError `not_found` */
export async function componentPresenter(reading: ResourceReading, slug: string): Promise<ComponentPresenter> {
	const { components, nameOf, facts } = await surroundingsOf(reading);
	const component = components.find((one) => one.slug === slug);
	if (!component) throw new DomainError('not_found', `There is no component "${slug}"`);
	return (override) => componentResource(component, nameOf, facts, reading, override);
}

/** @throws DomainError `not_found` */
export async function componentBySlug(reading: ResourceReading, slug: string): Promise<ComponentResource> {
	const resource = (await componentResources(reading)).find((one) => one.slug === slug);
	if (!resource) throw new DomainError('not_found', `There is no component "${slug}"`);
	return resource;
}

async function surroundingsOf(reading: ResourceReading) {
	const { stores, now } = reading;
	const catalogue = await stores.components.catalogue();
	const facts = await factsDuring(stores, { start: now, end: now + 1 });
	return { components: catalogue.components, nameOf: namesIn(reading, catalogue), facts };
}

function standingIn({ overrides }: Facts, slug: string): Override | null {
	return overrides.findLast(({ component, until }) => component === slug && until === null) ?? null;
}

function componentResource(
	{ slug, kind, group }: Component,
	nameOf: (slug: string) => string,
	facts: Facts,
	{ now }: ResourceReading,
	override: Override | null,
): ComponentResource {
	const others = facts.overrides.filter(({ component }) => component !== slug);
	const { status, because } = statusOf(slug, now, { ...facts, overrides: override ? [...others, override] : others });
	const byHand = override && { status: override.status, reason: override.reason, since: iso(override.from) };
	return { slug, kind, name: nameOf(slug), group, status, because, set_by_hand: byHand };
}
