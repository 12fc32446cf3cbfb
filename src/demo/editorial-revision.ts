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
		summary: 'Dice con más claridad de quién es la infraestructura; ningún plazo cambia.',
		from: 'La infraestructura está a cargo del proveedor.',
		to: 'El proveedor se encarga de la infraestructura.',
	},
	'pt-BR': {
		summary: 'Diz com mais clareza de quem é a infraestrutura; nenhum prazo muda.',
		from: 'A infraestrutura é responsabilidade do fornecedor.',
		to: 'O fornecedor cuida da infraestrutura.',
	},
	en: {
		summary: 'Says more clearly whose the infrastructure is; no deadline changes.',
		from: 'The provider runs the infrastructure.',
		to: 'The infrastructure is run by the provider.',
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
