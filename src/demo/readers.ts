import { addSubscriber } from '../commands/subscribers.ts';
import type { Site } from '../content/site.ts';
import { machine } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import { NewSubscriber } from '../inputs/subscriber.ts';
import type { Stores } from '../stores/stores.ts';

/** Somebody for each language of the site, who has confirmed: what is posted in the demo arrives in its inbox. */
export async function addReaders(stores: Stores, site: Site, now: Instant): Promise<void> {
	const names = { es: 'ana', 'pt-BR': 'bruno', en: 'claire' };
	for (const language of site.languages) {
		const wanted = NewSubscriber.parse({ channel: 'email', address: `${names[language]}@example.com`, language });
		await addSubscriber(stores, site, wanted, { by: machine }, now, true);
	}
}
