import { publishRevision } from '../commands/publish-revision.ts';
import type { RevisionFile } from '../content/load-content.ts';
import type { Stores } from '../stores/stores.ts';
import type { Calendar } from './calendar.ts';
import type { Moment } from './story.ts';
import { writtenBy } from './written-by.ts';

interface Edit {
	summary: string;
	from: string;
	to: string;
}

const edits: Record<string, Edit> = {
	es: {
		summary: 'Aclara cómo se conservan los mensajes; ningún plazo cambia.',
		from: 'se conservan y están disponibles únicamente durante los últimos 3 meses',
		to: 'se conservan durante 3 meses y, pasado ese tiempo, dejan de estar disponibles',
	},
	'pt-BR': {
		summary: 'Esclarece como as mensagens são mantidas; nenhum prazo muda.',
		from: 'são conservadas e ficam disponíveis somente durante os últimos 3 meses',
		to: 'são conservadas por 3 meses e, depois disso, deixam de estar disponíveis',
	},
	en: {
		summary: 'Says more clearly how messages are kept; no deadline changes.',
		from: 'are kept and available for the last 3 months only',
		to: 'are kept for 3 months and are no longer available after that',
	},
};

/** Who publishes agreements. */
export const legal = writtenBy('legal', 'sla');

/** A second revision that only says something better, so that there is something to compare. */
export function editorialRevision(stores: Stores, files: RevisionFile[], { atWork }: Calendar): Moment {
	const at = atWork(31, '11:00');
	const sources = files
		.filter(({ document, number }) => document === 'blip-go' && number === 1)
		.map(({ language, source }) => ({ file: `2.${language}.md`, source: edited(source, edits[language] as Edit) }));
	const proposal = { document: 'blip-go', texts: sources, expected: 1, confirmed: 'all' as const };
	return { at, happen: () => publishRevision(stores, proposal, legal, at) };
}

function edited(source: string, { summary, from, to }: Edit): string {
	if (!source.includes(from)) throw new Error(`The text says no longer "${from}"`);
	return source
		.replace('revision: 1', 'revision: 2')
		.replace(/^summary: .*$/m, `summary: ${summary}\neditorial: true`)
		.replace(from, to);
}
