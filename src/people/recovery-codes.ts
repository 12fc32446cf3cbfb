import { generateRandomString } from 'better-auth/crypto';

const HALF = 5;

/** Ten codes such as `k3j9x-0c2m1`, each with 51 bits of randomness. Lower case alone: people copy them from paper. */
export function newRecoveryCodes(): string[] {
	return Array.from({ length: 10 }, () => dashed(generateRandomString(2 * HALF, 'a-z', '0-9')));
}

/** As which codes something typed may be meant: capitals, the dash and spaces are easily lost. Codes of before have capitals. */
export function meantCodes(typed: string): string[] {
	const letters = typed.replaceAll(/[^a-z0-9]/gi, '');
	return [...new Set([dashed(letters.toLowerCase()), dashed(letters)])];
}

function dashed(letters: string): string {
	return `${letters.slice(0, HALF)}-${letters.slice(HALF)}`;
}
