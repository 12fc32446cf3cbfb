import { allow } from '../domain/actor.ts';
import type { Component } from '../domain/component.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { componentsMeant, ruleOf, type ToldAlert } from '../domain/watch/alert.ts';
import { observationsOfAlerts } from '../domain/watch/alert-observations.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseUnknownComponents } from './known-components.ts';
import { newId } from './new-id.ts';

/**
 * Keeps what a source told of its alerts, and what follows for the components that they are about.
 *
 * @param source as site.yaml names it
 * @returns those that are about no component: nothing follows from them
 * @throws DomainError `invalid` where an alert names a component that is none; nothing is kept
 */
export async function recordAlerts(
	stores: Pick<Stores, 'alerts' | 'components'>,
	source: string,
	given: readonly ToldAlert[],
	writing: Writing,
	now: Instant,
): Promise<ToldAlert[]> {
	allow(writing.by, 'alerts');
	const catalogue = await stores.components.catalogue();
	const { components, succession } = catalogue;
	const alerts = given.map((one) => ({ ...one, component: one.component && succession.now(one.component) }));
	refuseUnknownComponents(
		alerts.flatMap(({ component, pointer }) =>
			component === null ? [] : [{ slug: component, pointer: `${pointer}/component` }],
		),
		catalogue,
	);
	const told = alerts.map((alert) => ({ alert, components: componentsMeant(alert, components).map(slugOf) }));
	const rules = new Map(components.map((one) => [one.slug, ruleOf(one)]));
	const ruleFor = (slug: string) => rules.get(slug) ?? ruleOf({});
	const keys = alerts.map(({ key }) => key);
	const { alerts: changed } = await stores.alerts.record(
		source,
		keys,
		(before) => observationsOfAlerts({ source, told, ruleFor }, before, now, newId),
		writing,
		now,
	);
	// What began under other labels ends all the same.
	const heeded = new Set(changed.map(({ key }) => key));
	return told.flatMap(({ alert, components }) => (components.length > 0 || heeded.has(alert.key) ? [] : [alert]));
}

function slugOf({ slug }: Component): string {
	return slug;
}
