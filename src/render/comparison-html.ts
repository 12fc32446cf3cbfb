import type { ClauseChange } from '../documents/comparison.ts';
import { escaped } from './sanitise.ts';

const tags = { added: 'ins', removed: 'del' };

/** The words of a clause with `ins` and `del`, for readers without our styles. */
export function clauseChangeHtml({ parts }: ClauseChange): string {
	return parts.map(({ kind, text }) => marked(escaped(text).replaceAll('\n', '<br>'), kind)).join('');
}

function marked(html: string, kind: 'same' | 'added' | 'removed'): string {
	return kind === 'same' ? html : `<${tags[kind]}>${html}</${tags[kind]}>`;
}
