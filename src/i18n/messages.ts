import type { Language } from '../domain/text.ts';
import { en } from './en.ts';
import { es, type Messages } from './es.ts';
import { ptBr } from './pt-br.ts';

const messages: Record<Language, Messages> = { es, 'pt-BR': ptBr, en };

/** The wording of the interface in a language. */
export function messagesIn(language: Language): Messages {
	return messages[language];
}
