import { readFileSync } from 'node:fs';
import type { Language } from '../src/domain/text.ts';

type Texts = Partial<Record<Language, string>>;

/** The text that Vigente comes with, as another revision. */
export function textOf(revision: number, language: Language = 'es'): string {
	const file = new URL(`../content/sla/blip-go/1.${language}.md`, import.meta.url);
	return readFileSync(file, 'utf8').replace('revision: 1', `revision: ${revision}`);
}

const twoDays: Record<Language, [RegExp, string]> = {
	es: [/solución: 1 día hábil/, 'solución: 2 días hábiles'],
	'pt-BR': [/: 1 dia útil/, ': 2 dias úteis'],
	en: [/: 1 business day/, ': 2 business days'],
};

/** A revision that gives urgent tickets two business days, in every language. */
export function slowerTexts(revision: number): Texts {
	const languages = ['es', 'pt-BR', 'en'] as const;
	return Object.fromEntries(languages.map((language) => [language, slower(revision, language)]));
}

/** A revision that corrects a slip of the pen, and has no translation. */
export function editorialTexts(revision: number): Texts {
	const es = slower(revision, 'es').replace('authentic: true', 'authentic: true\neditorial: true');
	return { es: es.replace('mantiene informados a los clientes', 'informa a los clientes') };
}

function slower(revision: number, language: Language): string {
	const text = textOf(revision, language).replace('{ business_days: 1 }', '{ business_days: 2 }');
	return text.replace(...twoDays[language]);
}
