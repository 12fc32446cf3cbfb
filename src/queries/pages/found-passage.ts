import { type Language, languages, type Text, type Wording, wordingOf } from '../../domain/text.ts';
import { plainText } from '../../render/messages.ts';
import { countFound, type Passage, passageOf } from '../../render/passage.ts';
import { type Reading, worded } from '../shared/reading.ts';

export interface FoundPassage extends Passage {
	/** That it is written in. */
	language: Language;
}

interface Told {
	title: Text;
	updates: readonly { body: Text }[];
	justification?: { body: Text } | null;
}

/** Where something that was found says most of the words; null where the title that is shown says them all. */
export function foundPassage(reading: Reading, told: Told, typed: string): FoundPassage | null {
	const { wording } = worded(reading, told.title);
	const bodies = [...told.updates, ...(told.justification ? [told.justification] : [])].map(({ body }) => body);
	let best: Wording | null = null;
	let most = 0;
	for (const one of [...bodies, told.title].flatMap((text) => wordingsOf(text, reading.language))) {
		const count = countFound(one.wording, typed);
		if (count > most) [best, most] = [one, count];
	}
	if (best === null || countFound(wording, typed) >= most) return null;
	const passage = passageOf(plainText(best.wording), typed);
	return passage && { ...passage, language: best.language };
}

/** Every wording of a text: first the one that its reader would be shown. */
function wordingsOf(text: Text, wanted: Language): Wording[] {
	const first = wordingOf(text, wanted, wanted);
	return [
		first,
		...languages.flatMap((language) => {
			const wording = text[language];
			return wording === undefined || language === first.language ? [] : [{ language, wording }];
		}),
	];
}
