import type { Language } from '../domain/text.ts';
import { en } from './en/messages.ts';
import { es, type Messages } from './es/messages.ts';
import { ptBr } from './pt-br/messages.ts';

const messages: Record<Language, Messages> = { es, 'pt-BR': ptBr, en };

/** The wording of the interface in a language. */
export function messagesIn(language: Language): Messages {
	return messages[language];
}
