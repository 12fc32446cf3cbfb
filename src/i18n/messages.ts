import type { Language } from '../domain/text.ts';
export function messagesIn(_language: Language) {
	return { stale: (time: string) => time };
}
