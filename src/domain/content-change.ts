/** What the operator writes, by its parts. A setting is one of `site.yaml`, a revision one that came into force by it. */
export const contentParts = [
	'setting',
	'group',
	'system',
	'partner',
	'monitor',
	'template',
	'agreement',
	'text',
	'revision',
] as const;
export type ContentPart = (typeof contentParts)[number];
export const contentTurns = ['came', 'left', 'changed'] as const;

/** What is otherwise since the content folder was read before. */
export interface ContentChange {
	what: ContentPart;
	/** By which its author knows it, such as `api/website` for a monitor. Never what it says. */
	name: string;
	turn: (typeof contentTurns)[number];
}
