import type { Site } from '../../content/site.ts';
import type { Wording } from '../../domain/text.ts';
import { type Reading, worded } from '../shared/reading.ts';
import { type Fresh, validUntil } from './freshness.ts';

type Requirements = Site['requirements'];

/** The SLA's technical requirements (SLA §4). */
export interface RequirementsPage extends Fresh, Omit<Requirements, 'texts'> {
	texts: Record<keyof Requirements['texts'], Wording>;
}

export async function requirementsPage(reading: Reading): Promise<RequirementsPage> {
	const { texts, ...figures } = reading.site.requirements;
	const wording = Object.entries(texts).map(([name, text]) => [name, worded(reading, text)]);
	return { ...figures, texts: Object.fromEntries(wording), validUntil: validUntil(reading, []) };
}
