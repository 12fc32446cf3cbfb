import type { apiInSpanish } from '../es/api.ts';

export const apiInEnglish: typeof apiInSpanish = {
	title: 'API',
	lead: 'What a program can ask this site, and how.',
	withoutScript:
		'The descriptions need JavaScript to be shown here. Without it, the links lead to the same descriptions as JSON.',
	json: 'OpenAPI description (JSON)',
	v2: 'Public API, /api/v2',
	v2Lead:
		'It answers as Atlassian Statuspage does: programs that read such a page read this one, too. No key is needed.',
	v1: 'Admin API, /api/v1',
	v1Lead: 'For the team that publishes. Nearly all of it asks for a key.',
};
