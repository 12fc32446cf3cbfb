import type { Language } from '../domain/text.ts';
import type { Messages } from './es/messages.ts';
import { messagesIn } from './messages.ts';

/** What the machine itself publishes: it does not know who will read it, nor which languages the site will offer by then. */
export function inEveryLanguage(say: (t: Messages['machine'], language: Language) => string): Record<Language, string> {
	const inOne = (language: Language) => say(messagesIn(language).machine, language);
	return { es: inOne('es'), 'pt-BR': inOne('pt-BR'), en: inOne('en') };
}
