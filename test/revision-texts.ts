import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
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

/** What publishing takes: the texts, and that somebody has read each commitment of the authentic one. */
export function confirmed(texts: Texts): { texts: Texts; commitments: { id: string; confirmed: boolean }[] } {
	const ids = Object.values(texts).flatMap((source) => namedIn(parse(source.split('\n---\n')[0] ?? '')));
	return { texts, commitments: ids.map((id) => ({ id, confirmed: true })) };
}

interface Front {
	commitments?: { id: string }[];
	readings?: { id: string }[];
}

function namedIn(front: Front): string[] {
	const rules = ['exclusion', 'reprioritisation', 'missed', 'changes'].filter((key) => key in front);
	const { commitments = [], readings = [] } = front;
	return [
		...commitments.map(({ id }) => id),
		...rules.map((key) => `rules.${key}`),
		...readings.map(({ id }) => `readings.${id}`),
	];
}

/** The same texts, of which another one prevails: it has the terms from then on. */
export function prevailingTexts(
	texts: Record<Language, string>,
	from: Language,
	to: Language,
): Record<Language, string> {
	const terms = /^authentic: true\n(?:.*\n)*?(?=---$)/m.exec(texts[from])?.[0] ?? '';
	return { ...texts, [from]: texts[from].replace(terms, ''), [to]: texts[to].replace('\n---\n', `\n${terms}---\n`) };
}

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

const definition: Record<Language, string> = {
	es: '**Proveedor.** Quien ofrece la plataforma.',
	'pt-BR': '**Fornecedor.** Quem oferece a plataforma.',
	en: '**Provider.** Whoever offers the platform.',
};

/** A revision that defines one thing more, before the others, which get the next numbers. */
export function definingTexts(revision: number): Record<Language, string> {
	return byLanguage((language) => withDefinitions(textOf(revision, language), (old) => [definition[language], ...old]));
}

/** As `definingTexts`, with the first two definitions the other way round and the last two in one clause. */
export function rearrangedTexts(revision: number): Record<Language, string> {
	return byLanguage((language) =>
		withDefinitions(definingTexts(revision)[language], ([a = '', b = '', c = '', d = '']) => [b, a, `${c} ${d}`]),
	);
}

/** @param change of the clauses of section 1, without their numbers */
function withDefinitions(text: string, change: (clauses: string[]) => string[]): string {
	const numbered = /^\*\*1\.\d\.\*\* (.*)$/gm;
	const clauses = change([...text.matchAll(numbered)].map(([, words = '']) => words));
	const [start, end] = [text.search(/^\*\*1\.1\.\*\*/m), text.search(/^## 2/m)];
	const section = clauses.map((words, i) => `**1.${i + 1}.** ${words}\n\n`).join('');
	return text.slice(0, start) + section + text.slice(end);
}

function byLanguage(textIn: (language: Language) => string): Record<Language, string> {
	return { es: textIn('es'), 'pt-BR': textIn('pt-BR'), en: textIn('en') };
}

function slower(revision: number, language: Language): string {
	const text = textOf(revision, language).replace('{ business_days: 1 }', '{ business_days: 2 }');
	return text.replace(...twoDays[language]);
}
