import type { apiInSpanish } from '../es/api.ts';

export const apiInPortuguese: typeof apiInSpanish = {
	title: 'API',
	lead: 'O que um programa pode perguntar a este site, e como.',
	withoutScript:
		'Para ver as descrições aqui é preciso JavaScript. Sem ele, os links levam às mesmas descrições em JSON.',
	json: 'Descrição em OpenAPI (JSON)',
	v2: 'API pública, /api/v2',
	v2Lead:
		'Responde como o Atlassian Statuspage: os programas que leem uma página dessas leem também esta. Não é preciso nenhuma chave.',
	v1: 'API de administração, /api/v1',
	v1Lead: 'Para a equipe que publica. Quase tudo pede uma chave.',
};
