import type { KnownCatalogue } from '../domain/component.ts';
import type { Flaw } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { commitmentsOf, officeFor } from '../domain/sla/commitments.ts';
import { deadlineOf } from '../domain/sla/deadline.ts';
import { unlessImpossible } from '../domain/sla/promise.ts';
import type { NewRevision } from '../domain/sla/revision.ts';

/** What no look at the texts tells: systems and partners that there are not, and times that no calendar reaches. */
export function flawsBesideTexts(
	{ authentic, terms }: NewRevision,
	{ components, departed }: KnownCatalogue,
	now: Instant,
): Flaw[] {
	const known = new Set([...components, ...departed].map(({ kind, slug }) => `${kind} ${slug}`));
	const unknown = (path: string, kind: 'system' | 'partner', slugs: readonly string[] = []) =>
		slugs
			.filter((slug) => !known.has(`${kind} ${slug}`))
			.map((slug) => `${path}: expected the slug of a ${kind} in components.yaml: there is no "${slug}"`);
	const impossible = [...commitmentsOf(terms, 'first_response'), ...commitmentsOf(terms, 'solution')].flatMap((one) => {
		const { id, target } = one;
		if (target === 'not_defined' || unlessImpossible(() => deadlineOf(target, officeFor(terms, one), now))) return [];
		return [`commitments.${id}.target: expected a time that the calendar reaches within twenty years`];
	});
	const details = [
		...commitmentsOf(terms, 'availability').flatMap(({ id, systems }) =>
			unknown(`commitments.${id}.systems`, 'system', systems),
		),
		...unknown('exclusion.partners', 'partner', terms.exclusion?.partners),
		...impossible,
	];
	return details.map((detail) => ({ pointer: `/texts/${authentic}`, detail: `line 1: ${detail}` }));
}
