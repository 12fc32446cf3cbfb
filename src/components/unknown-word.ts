import type { Messages } from '../i18n/es/messages.ts';

/** Why a status is unknown, in a word; what is no reason for it says only that nothing is known. */
export function unknownWord({ watch: { unknown } }: Messages, why: string): string {
	return unknown[Object.hasOwn(unknown, why) ? (why as keyof typeof unknown) : 'unknown'];
}
