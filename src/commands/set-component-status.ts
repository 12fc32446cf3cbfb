import { allow } from '../domain/actor.ts';
import { whyUnknown } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import type { Override } from '../domain/status/status.ts';
import type { StatusByHand } from '../inputs/status-by-hand.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';
import type { Precondition } from './precondition.ts';

/** Holds whatever incidents and maintenance say, until it is given back. @throws DomainError `not_found`, `precondition_failed` */
export async function setComponentStatus(
	stores: Stores,
	component: string,
	{ status, reason }: StatusByHand,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Override | null>,
): Promise<void> {
	allow(writing.by, 'status');
	await refuseUnknown(stores, component);
	await stores.overrides.set(newId(), { component, status, reason, from: now, until: null }, writing, precondition);
}

/** @throws DomainError `not_found`, `precondition_failed`, `conflict` when no status is set by hand */
export async function giveBackComponentStatus(
	stores: Stores,
	component: string,
	writing: Writing,
	now: Instant,
	precondition: Precondition<Override | null>,
): Promise<void> {
	allow(writing.by, 'status');
	await refuseUnknown(stores, component);
	await stores.overrides.giveBack(component, writing, now, precondition);
}

async function refuseUnknown(stores: Stores, component: string): Promise<void> {
	const catalogue = await stores.components.catalogue();
	if (!catalogue.components.some(({ slug }) => slug === component))
		throw new DomainError('not_found', whyUnknown(catalogue, component));
}
