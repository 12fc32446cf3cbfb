import { type KnownCatalogue, whyUnknown } from '../domain/component.ts';
import { DomainError } from '../domain/errors.ts';

/** @throws DomainError `invalid` naming each slug that is no component's now */
export function refuseUnknownComponents(slugs: { slug: string; pointer: string }[], catalogue: KnownCatalogue): void {
	const known = new Set(catalogue.components.map(({ slug }) => slug));
	const flaws = slugs
		.filter(({ slug }) => !known.has(slug))
		.map(({ slug, pointer }) => ({ pointer, detail: whyUnknown(catalogue, slug) }));
	if (flaws.length > 0) throw new DomainError('invalid', 'A component is not known', flaws);
}

/** @throws DomainError `invalid` unless the cause is our own (null) or a partner's that is there now */
export function refuseUnknownCause(cause: string | null, catalogue: KnownCatalogue): void {
	if (cause === null) return;
	const known = catalogue.components.find(({ slug }) => slug === cause);
	if (known?.kind === 'partner') return;
	const found = known ? `"${cause}" is a system` : whyUnknown(catalogue, cause);
	const detail = `Expected "own" or the slug of a partner: ${found}`;
	throw new DomainError('invalid', detail, [{ pointer: '/cause', detail }]);
}
