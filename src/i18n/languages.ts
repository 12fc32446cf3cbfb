import type { Language } from '../domain/text.ts';

const prefixes: Record<Language, string> = { es: '/es', 'pt-BR': '/pt-br', en: '/en' };

/** The language that an address asks for by its prefix, null when it has none, and the address without it. */
export function splitPrefix(address: string): { asked: Language | null; path: string } {
	for (const [language, prefix] of Object.entries(prefixes)) {
		const rest = address.slice(prefix.length);
		if (address.startsWith(prefix) && /^($|[/?])/.test(rest)) {
			return { asked: language as Language, path: rest.startsWith('/') ? rest : `/${rest}` };
		}
	}
	return { asked: null, path: address };
}

/** @param path an address without prefix. The site's first language has none. */
export function localPath(language: Language, first: Language, path: string): string {
	if (language === first) return path;
	return path === '/' ? prefixes[language] : prefixes[language] + path;
}
