import type { Reads } from '../../stores/stores.ts';

/** What visitors may name in a question: every component, by any slug that it ever had, and the plans of every document. */
export async function knownNames({ components, revisions }: Pick<Reads, 'components' | 'revisions'>) {
	const catalogue = await components.catalogue();
	const known = [...catalogue.components, ...catalogue.departed].map(({ slug }) => slug);
	const plans = Map.groupBy(await revisions.all(), ({ document }) => document);
	return {
		components: new Set([...known, ...catalogue.succession.former()]),
		plans: new Map(
			[...plans].map(([document, all]) => {
				return [document, new Set(all.flatMap(({ terms }) => terms.plans.map(({ id }) => id)))];
			}),
		),
	};
}
