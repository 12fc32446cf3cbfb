import { escaped } from './sanitise.ts';

/** What is said beside a clause, and was published with it. */
export interface ClauseNote {
	clause: string;
	question: string;
	answer: string;
	/** Of both, where that is not the language of the page. */
	language: string | undefined;
}

/** A rendered document with each note below the clause that it is about. @param title says what such notes are */
export function withNotes(html: string, notes: readonly ClauseNote[], title: string): string {
	const byClause = Map.groupBy(notes, ({ clause }) => clause);
	return html.replaceAll(/<(p|h[1-6]) id="([\d.]+)">[\s\S]*?<\/\1>/g, (whole, _tag, number: string) => {
		const own = byClause.get(number);
		return own === undefined ? whole : `${whole}\n${asideOf(own, title)}`;
	});
}

function asideOf(notes: readonly ClauseNote[], title: string): string {
	const lines = notes.map(({ question, answer, language }) => {
		const lang = language === undefined ? '' : ` lang="${escaped(language)}"`;
		return `<p${lang}><em>${escaped(question)}</em> ${escaped(answer)}</p>`;
	});
	return `<div class="counted" role="note"><h3>${escaped(title)}</h3>${lines.join('')}</div>`;
}
