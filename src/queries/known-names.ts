import type { Stores } from '../stores/stores.ts';

/** What visitors may name in a question: every component, and the plans of every document. */
export async function knownNames({ components, revisions }: Pick<Stores, 'components' | 'revisions'>) {
	const catalogue = await components.catalogue();
	const plans = Map.groupBy(await revisions.all(), ({ document }) => document);
	return {
		components: new Set(catalogue.components.map(({ slug }) => slug)),
		plans: new Map(
			[...plans].map(([document, all]) => {
				return [document, new Set(all.flatMap(({ terms }) => terms.first_response.map(({ plan }) => plan)))];
			}),
		),
	};
}
