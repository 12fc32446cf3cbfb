import { planNamesIn, type Terms } from '../../domain/sla/terms.ts';
import type { Text } from '../../domain/text.ts';
import type { NamedInTerms } from '../../i18n/names-in-terms.ts';
import type { Reads } from '../../stores/stores.ts';

/** What is called how, of everything that terms may name: also what has left since, and by the slug that it had. */
export async function namesInTerms(
	{ components: store }: Pick<Reads, 'components'>,
	...all: (Terms | undefined)[]
): Promise<NamedInTerms> {
	const { components, departed } = await store.catalogue();
	const names: Record<string, Text> = {};
	for (const { slug, formerly, name } of [...departed, ...components]) {
		for (const one of [...formerly, slug]) names[one] = name;
	}
	return { plans: planNamesIn(...all.filter((one) => one !== undefined)), components: names };
}
