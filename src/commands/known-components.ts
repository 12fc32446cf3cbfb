import type { Catalogue } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';

/** @throws DomainError `invalid` naming each slug that is no component's */
export function refuseUnknownComponents(slugs: { slug: string; pointer: string }[], catalogue: Catalogue): void {
	const known = new Set(catalogue.components.map(({ slug }) => slug));
	const flaws = slugs
		.filter(({ slug }) => !known.has(slug))
		.map(({ slug, pointer }) => ({ pointer, detail: `There is no component "${slug}"` }));
	if (flaws.length > 0) throw new DomainError('invalid', 'A component is not known', flaws);
}

/** @throws DomainError `invalid` unless the cause is our own (null) or a partner's */
export function refuseUnknownCause(cause: string | null, catalogue: Catalogue): void {
	if (cause === null) return;
	const partner = catalogue.components.some(({ slug, kind }) => slug === cause && kind === 'partner');
	if (partner) return;
	const detail = `Expected "own" or the slug of a partner, not "${cause}"`;
	throw new DomainError('invalid', detail, [{ pointer: '/cause', detail }]);
}
