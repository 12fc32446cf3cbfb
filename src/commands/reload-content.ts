import { loadContent } from '../content/load-content.ts';
import { allow } from '../domain/actor.ts';
import type { Instant } from '../domain/instant.ts';
import type { Writing } from '../domain/publication.ts';
import { ContentError } from '../files/content-error.ts';
import type { Stores } from '../stores/stores.ts';
import { stoppingMistakes } from './content-mistakes.ts';

/**
 * Tells every process to read the content folder anew, once it was read here without a mistake.
 *
 * @returns the number of the publication that tells them
 * @throws ContentError with all that is wrong; nobody is told then
 */
export async function reloadContent(
	stores: Stores,
	contentDir: string,
	writing: Writing,
	now: Instant,
): Promise<number> {
	allow(writing.by, 'admin');
	const mistakes = await stoppingMistakes(loadContent(contentDir), stores);
	if (mistakes.length > 0) throw new ContentError(mistakes);
	return stores.contentReadings.ask(writing, now);
}
